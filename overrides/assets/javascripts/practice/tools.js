// What one can do with a list as a whole.

import { copy } from "./copy.js";
import { button, el } from "./dom.js";
import { KEPT, run } from "./run.js";
import { ask, progress, say, tally } from "./say.js";
import { FORMS, link, written } from "./share.js";

const SHORT = 2000;

/** Buttons in front of the links that the page has already. */
export function tools(place, root, store) {
  const notes = el("input", { type: "checkbox" });
  const share = () => {
    const made = link(store, notes.checked);
    copy(made, made.length < SHORT ? "" : `The link has ${made.length} characters, and some programs cut long links off: leave the notes out if need be.`);
  };
  place.prepend(
    button("Run it", () => run(root, store), { class: "tool tool--main" }),
    ...menu("Copy", Object.entries(FORMS).map(([name, form]) => button(name, () => copy(written(store, form))))),
    ...menu("Share", [
      el("p", {}, "A link that holds your ticks. Nothing is sent to any server."),
      el("label", { class: "check" }, notes, "Include notes and reasons"),
      button("Copy the link", share),
    ]),
    button("Print", () => print()),
  );
}

/** Buttons beside the progress. One that has nothing to do keeps its place and the focus, and says so. */
export function controls(store) {
  const able = (text, can, act) => {
    const made = button(text, () => (can() ? act() : say("There is nothing to do yet: no step is ticked or noted.")));
    store.watch(() => made.setAttribute("aria-disabled", !can()));
    return made;
  };
  const begun = () => store.begun;
  return [
    able("Undo", () => store.past.length, () => say(`Taken back: ${store.undo()}.`)),
    able("Start over", begun, async () => {
      const words = `${progress(tally(store.states))}. The ticks and notes of this run go; past runs and other practices stay as they are.`;
      if (!(await ask("Start this practice over?", el("p", {}, words), "Start over"))) return;
      store.startOver();
      say("The list is fresh again. Undo brings your ticks and notes back.");
    }),
    able("Finish this run", begun, () => {
      store.finish();
      say(KEPT);
    }),
  ];
}

function menu(name, content) {
  const popover = el("div", { class: "menu", popover: true, id: `menu-${name}`, onclick: ({ target }) => target.matches("button") && popover.hidePopover() }, content);
  return [button(name, null, { popovertarget: popover.id, class: "tool tool--menu" }), popover];
}
