// How far this run is, in words and as a bar; why nothing can be kept, while that lasts; what changed since the last run.

import { el } from "./dom.js";
import { day, progress as words, tally } from "./say.js";
import { items } from "./steps.js";

let counted = 0;

export function progress(root, store, tools) {
  const id = `progress-${counted++}`;
  const bar = el("progress", { "aria-labelledby": id });
  const line = el("p", { id });
  const trouble = el("p", { class: "progress__trouble" });
  root.querySelector(".checklist > h2, .steps")?.before(
    el("div", { class: "progress" }, bar, el("div", { class: "progress__line" }, line, el("div", { class: "tools" }, tools)), trouble),
  );
  store.watch(() => {
    const now = tally(store.states);
    bar.max = now.all - now.na || 1;
    bar.value = now.all === now.na ? 1 : now.done;
    line.textContent = words(now);
    trouble.textContent = store.trouble;
  });
}

/** Mark the steps that are new, worded anew, or gone. */
export function changed(root, store) {
  const shown = items(root, store);
  const marks = [];
  const mark = (place, words) => {
    marks.push(el("p", { class: "step__mark" }, words));
    place?.after(marks.at(-1));
  };
  const plain = (text) => text.replace(/\s+/g, " ");

  store.watch(() => {
    while (marks.length) marks.pop().remove();
    if (!store.before) return;
    const { at, texts: old } = store.before;
    const now = store.texts;
    const ids = Object.keys({ ...old, ...now });
    const added = ids.filter((id) => old[id] === undefined);
    const retired = ids.filter((id) => now[id] === undefined);
    const reworded = ids.filter((id) => old[id] !== undefined && now[id] !== undefined && plain(old[id]) !== plain(now[id]));
    const since = "since your last run";
    const line = (id) => shown.get(id)?.querySelector(".step__line");
    for (const id of added) mark(line(id), `New ${since}`);
    for (const id of reworded) mark(line(id), `Reworded ${since}. It said: “${old[id]}”`);
    for (const id of retired.reverse()) mark([...root.querySelectorAll(".steps")].at(-1), `Retired ${since}: “${old[id]}”`);
    const parts = [[added, "new"], [reworded, "reworded"], [retired, "retired"]].filter(([found]) => found.length);
    if (parts.length) mark(root.querySelector(".progress"), `Changed ${since} on ${day(at)}: ${parts.map(([found, how]) => `${found.length} ${how}`).join(", ")}.`);
  });
}
