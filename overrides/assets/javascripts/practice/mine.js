// My practices: the runs on this device, in progress and past; and the ways to take them along or delete them.

import { chart } from "./chart.js";
import { button, el } from "./dom.js";
import { asCsv, asJson, deleteAll, kept, take } from "./exchange.js";
import { runs, says } from "./record.js";
import { ask, count, day, progress, say, tally, told } from "./say.js";

const place = document.querySelector("[data-mine]");
const root = place.dataset.root;

/** A link to a practice: its address is data, so it must lead to a page of this site. */
function link(record) {
  const title = record.title || record.id;
  return /^practices\/[\w%/-]+$/.test(record.url ?? "") ? el("a", { href: `${root.replace(/\/?$/, "/")}${record.url}` }, title) : el("span", {}, title);
}

function show() {
  let all;
  try {
    all = kept();
  } catch {
    return place.replaceChildren(el("p", { class: "empty" }, "This browser keeps nothing for this site, so there are no runs to show. A private window, or a setting against site data, can be why."));
  }
  const unread = all.filter((each) => each.unread);
  const going = all.map(({ record }) => record).filter(({ steps }) => Object.values(steps).some((step) => says(step)));
  const past = all.flatMap(({ record }) => runs(record).map((run) => ({ record, run }))).sort((a, b) => b.run.finished - a.run.finished);
  place.replaceChildren(
    el("h2", {}, "In progress"),
    going.length ? el("ul", { class: "mine__list" }, going.map(inProgress)) : el("p", { class: "empty" }, "No run is in progress."),
    el("h2", {}, "Past runs"),
    ...(past.length ? [...chart(past.map(({ run }) => run)), el("ul", { class: "mine__list" }, past.map(over))] : [el("p", { class: "empty" }, "No run is finished yet. Finish one on its page, and it stays here.")]),
    ...unread.map(({ id, unread: why }) => el("p", { class: "mine__note" }, `${id}: ${why === "newer" ? "kept by a newer version of this page, and left as it is." : "what is kept cannot be read. The export has it as it is."}`)),
    el("h2", {}, "Take along, or delete"),
    el("p", { class: "tools" },
      button("Export as JSON", () => save("json", "application/json", asJson())),
      button("Export as CSV", () => save("csv", "text/csv", asCsv())),
      button("Import a file", () => file.click()),
      button("Delete everything", remove)),
  );
}

function inProgress(record) {
  const states = Object.keys(record.seen?.texts ?? record.steps).map((id) => record.steps[id]?.state ?? (record.seen?.ticked?.[id] ? "done" : "open"));
  const last = Math.max(...Object.values(record.steps).map((step) => step.at));
  return el("li", {}, el("p", { class: "mine__title" }, link(record)), el("p", { class: "mine__note" }, `${progress(tally(states))} · last changed on ${day(last)} · version ${record.edition}`));
}

function over({ record, run }) {
  const now = tally(Object.values(run.steps).map((step) => step.state));
  const words = [day(run.finished), progress(now), run.seconds && `took ${count(Math.ceil(run.seconds / 60), "minute")}`, `version ${run.edition}`, run.unfinished && "set aside unfinished"];
  return el("li", {},
    el("p", { class: "mine__title" }, link(record)),
    el("p", { class: "mine__note" }, words.filter(Boolean).join(" · ")),
    el("details", {}, el("summary", { "aria-label": `The steps of ${record.title || record.id}, ${day(run.finished)}` }, "The steps"),
      el("ol", {}, Object.entries(run.steps).map(([id, step]) =>
        el("li", {}, run.texts[id] ?? step.text ?? id, el("p", { class: "mine__note" }, told(step) || "Open"))))));
}

/** Offer some text as a file. */
function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function save(ending, type, text) {
  download(`my-practices-${new Date().toISOString().slice(0, 10)}.${ending}`, type, text);
  say(`Exported. The file has everything that this device keeps${ending === "csv" ? ", for a spreadsheet; only the JSON file can be imported again" : ""}.`);
}

const file = el("input", {
  type: "file", accept: ".json,application/json", hidden: true, "aria-label": "A file exported here before",
  async onchange() {
    try {
      const [chosen] = file.files;
      if (chosen) say(take(await chosen.text()));
    } catch (words) {
      say(typeof words === "string" ? words : "The file could not be read, so nothing was taken from it.");
    }
    file.value = "";
    show();
  },
});

async function remove() {
  const words = `All runs, ticks and notes of ${count(kept().length, "practice")} on this device go, and what was put aside as unreadable. This cannot be undone: export first if you may want them again.`;
  if (!(await ask("Delete everything?", el("p", {}, words), "Delete everything"))) return;
  deleteAll();
  say("Everything is deleted. This device keeps nothing of your runs any more.");
  show();
}

place.after(file);
addEventListener("storage", show);
addEventListener("pageshow", (event) => event.persisted && show());
show();
