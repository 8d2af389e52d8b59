// How the page talks: words, messages at the foot of the window, questions in a dialog.

import { button, el } from "./dom.js";

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export const day = (time) => new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

export function tally(states) {
  const of = (state) => states.filter((each) => each === state).length;
  return { all: states.length, done: of("done"), na: of("na") };
}

export const progress = ({ all, done, na }) => `${done} of ${all} done${na ? `, ${na} not applicable` : ""}`;

/** A step in words; nothing for an open one. */
export const told = ({ state, reason, note }, done = "Done") =>
  [state === "na" ? `Not applicable${reason ? `: ${reason}` : ""}` : state === "done" && done, note && `Note: ${note}`].filter(Boolean).join(" · ");

const words = el("p", { role: "status" });
const area = el("div", { class: "notice", "data-empty": true }, words, button("Close", () => say(""), { "aria-label": "Close message" }));
const main = document.querySelector("main");
main.append(area);

/** Say something in the dialog that is open, for the page behind it is silent. Without a text, only move there. */
export function say(text) {
  (document.querySelector("dialog[open]") ?? main).append(area);
  if (text === undefined) return;
  words.replaceChildren(el("span", {}, text));
  area.toggleAttribute("data-empty", !text);
}

let asked = 0;

/** Ask. The safe answer comes first, and Escape gives it. */
export function ask(title, body, yes, no = "Cancel") {
  return new Promise((resolve) => {
    const id = `asked-${asked++}`;
    const dialog = el(
      "dialog",
      { class: "ask", "aria-labelledby": id },
      el("h2", { id, tabindex: -1, autofocus: true }, title),
      body,
      el("p", { class: "tools" }, button(no, () => dialog.close()), yes && button(yes, () => dialog.close("yes"), { class: "tool tool--main" })),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      say();
      resolve(dialog.returnValue === "yes");
    });
    main.append(dialog);
    dialog.showModal();
  });
}
