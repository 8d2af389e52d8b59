// Run mode: one pause point fills the screen, to be read aloud. Read-do goes step by step; at the end stands
// what is still open.

import { button, el } from "./dom.js";
import { count, progress, say, tally } from "./say.js";
import { controls, items } from "./steps.js";

export const KEPT = "This run is kept in My practices, and the list is fresh for the next one. Undo takes that back.";
const SWIPE = 60;
const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

export function run(root, store) {
  const { title: name, mode, sections, takes } = store.list;
  const inOrder = mode === "read-do";
  const panels = sections.filter(({ steps }) => steps.length).flatMap(({ title, steps }) => (inOrder ? steps.map((step) => ({ title, steps: [step] })) : { title, steps }));
  const shown = items(root, store);
  const minutes = count(takes, "minute");
  let at = 0;
  let rows = [];
  let awake;

  const place = el("p", { class: "run__place" });
  const time = el("p", { class: "run__clock", role: "timer", "aria-label": "Time" });
  const body = el("div", { class: "run__body" });
  const hint = el("p", { class: "run__hint", role: "status" });
  const sum = el("p", { class: "run__tally" });
  const back = button("Back", () => move(-1));
  const on = button("", () => move(1, true), { class: "tool tool--main" });
  const leave = button("Leave", () => dialog.close());
  const dialog = el("dialog", { class: "run", "aria-labelledby": "run-title" },
    el("header", { class: "run__head" }, place, time, leave), body, el("footer", { class: "run__foot" }, back, hint, on));

  const closing = () => at === panels.length;
  const isOpen = ({ id }) => store.of(id).state === "open";
  const waiting = () => inOrder && !closing() && isOpen(panels[at].steps[0]);

  /** The button ticks read-do's step; the keys wait for the tick. */
  function move(by, byButton) {
    if (by > 0 && closing()) {
      if (!byButton) return;
      store.finish();
      dialog.close();
      return say(KEPT);
    }
    if (by > 0 && waiting()) {
      if (!byButton) return (hint.textContent = "Tick this step when it is done, or mark it as not applicable, to go on.");
      rows[0].box.click();
    }
    if (at + by >= 0) show((at += by));
  }

  function show() {
    const { title, steps } = closing() ? { title: "Before you finish", steps: store.steps.filter(isOpen) } : panels[at];
    const heading = el("h2", { id: "run-title", tabindex: -1 }, title || name);
    rows = steps.map(row);
    body.replaceChildren(heading, closing() ? sum : "", el("ol", { class: "run__steps" }, rows.map(({ item }) => item)));
    place.textContent = `${name} · ${closing() ? "the end" : `${at + 1} of ${panels.length}`}`;
    hint.textContent = "";
    refresh();
    body.scrollTop = 0;
    (inOrder && rows.length && !closing() ? rows[0].box : heading).focus();
  }

  function row({ id, text }) {
    const box = el("input", { type: "checkbox", class: "step__box" });
    const { parts, show } = controls(id, store, box);
    const why = inOrder && shown.get(id)?.querySelector(":scope > .step__why")?.cloneNode(true);
    if (why) for (const each of why.querySelectorAll(".steps, [id]")) each.matches(".steps") ? each.remove() : each.removeAttribute("id");
    const line = el("label", { class: "step__line" }, box, el("span", { class: "step__text" }, text));
    return { box, show, item: el("li", {}, line, why, el("div", { class: "run__own" }, parts)) };
  }

  function refresh() {
    for (const { show, item } of rows) item.dataset.state = show();
    const left = store.steps.filter(isOpen).length;
    sum.textContent = `${progress(tally(store.states))}. ${left ? `${count(left, "step is", "steps are")} still open:` : "Nothing is open."}`;
    back.disabled = !at;
    on.textContent = closing() ? "Finish and keep this run" : waiting() ? "Done, go on" : "Go on";
  }

  dialog.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target.matches(".field *")) return;
    event.preventDefault();
    move(by);
  });

  let from;
  body.addEventListener("touchstart", ({ touches }) => (from = touches.length === 1 && touches[0]), { passive: true });
  body.addEventListener("touchend", ({ changedTouches: [to] }) => {
    const x = from ? to.clientX - from.clientX : 0;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(to.clientY - from.clientY)) move(-Math.sign(x));
  });

  // Leaving stops the clock until one comes back.
  if (!store.begun) store.seconds = 0;
  const started = Date.now() - store.seconds * 1000;
  function tick() {
    const was = store.seconds;
    const now = (store.seconds = (Date.now() - started) / 1000);
    const limit = takes ? takes * 60 : Infinity;
    time.textContent = `${Math.floor(now / 60)}:${String(Math.floor(now % 60)).padStart(2, "0")}${takes ? (now > limit ? `, over ${minutes}` : ` of ${minutes}`) : ""}`;
    if (was <= limit && now > limit) hint.textContent = `Over ${minutes} now. Take the time you need.`;
  }
  const ticking = setInterval(tick, 1000);

  async function stayAwake() {
    try {
      awake = await navigator.wakeLock.request("screen");
      if (!dialog.open) awake.release();
    } catch {} // a screen that dims is no reason to stop
  }
  document.addEventListener("visibilitychange", stayAwake);

  dialog.addEventListener("close", () => {
    clearInterval(ticking);
    document.removeEventListener("visibilitychange", stayAwake);
    awake?.release();
    store.unwatch(refresh);
    say();
    dialog.remove();
  });

  root.append(dialog);
  dialog.showModal();
  tick();
  stayAwake();
  show();
  store.watch(refresh);
}
