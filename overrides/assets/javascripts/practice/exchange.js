// Everything that this device keeps, as one file, and back again. JSON keeps all; CSV is for a spreadsheet.

import { ASIDE, FORMAT, PREFIX, empty, isRecord, map, merge, parse, past, runs, says } from "./record.js";
import { count } from "./say.js";

const KIND = "callback-practices";
const VERSION = 1;
const UNREAD = new RegExp(`^${ASIDE}[a-z0-9-]+:\\d+$`);

/** All that is kept: { id, raw, record, unread (why it cannot be shown, or nothing) }. It throws where the browser keeps nothing. */
export function kept() {
  return keys(PREFIX).map((key) => {
    const id = key.slice(PREFIX.length);
    const raw = localStorage.getItem(key);
    const data = parse(raw);
    const unread = data?.format > FORMAT ? "newer" : isRecord(data, id) ? "" : "broken";
    return { id, raw, record: unread ? empty(id) : data, unread };
  });
}

const keys = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();

/** All as JSON. What this page cannot read goes along as it is. */
export function asJson() {
  const all = kept();
  const unread = [...all.filter((each) => each.unread).map(({ id }) => PREFIX + id), ...keys(ASIDE)];
  return JSON.stringify({
    kind: KIND,
    version: VERSION,
    exported: new Date().toISOString(),
    practices: Object.fromEntries(all.filter((each) => !each.unread).map(({ id, record }) => [id, record])),
    unread: Object.fromEntries(unread.map((key) => [key, localStorage.getItem(key)])),
  }, null, 1);
}

/** All as CSV (RFC 4180): a line for each step of each run. A cell never starts as a formula would. */
export function asCsv() {
  const cell = (value) => `"${String(value ?? "").replace(/^([=+\-@\t\r])/, "'$1").replaceAll('"', '""')}"`;
  const date = (time) => (time ? new Date(time).toISOString() : "");
  const rows = [["practice", "title", "edition", "run", "started", "finished", "step", "text", "state", "reason", "note"]];
  for (const { id, record } of kept()) {
    const line = (run, step, text, { state, reason, note }) =>
      rows.push([id, record.title, run.edition, run.id, date(run.started), date(run.finished), step, text, state, reason, note]);
    for (const run of runs(record)) for (const [step, taken] of Object.entries(run.steps)) line(run, step, run.texts[step] ?? taken.text, taken);
    const going = { id: "in progress", edition: record.edition };
    for (const [step, taken] of Object.entries(record.steps)) if (says(taken)) line(going, step, record.seen?.texts[step], { state: "open", ...taken });
  }
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * Take in a file made by asJson: of each step and run the newer stays, and a run in progress that would be changed is kept
 * among the past ones. Nothing is written before all is read.
 * @returns {string} what was done, in words
 */
export function take(text) {
  const data = parse(text);
  if (!data) throw "This file is no JSON, so nothing was taken from it.";
  if (data.kind !== KIND || !data.practices) throw "This file is no export of practices, so nothing was taken from it.";
  if (data.version > VERSION) throw "This file was made by a newer version of this page, so nothing was taken from it. Load the page again to get that version.";
  const own = map(kept().map((each) => [each.id, each]));
  const [done, writes] = [{ practices: 0, runs: 0, had: 0, steps: 0, aside: 0, newer: [], broken: [] }, []];
  for (const [id, record] of Object.entries(data.practices)) {
    const mine = own[id];
    if (record?.format > FORMAT || mine?.unread === "newer") done.newer.push(id);
    else if (!isRecord(record, id)) done.broken.push(id);
    else writes.push(...combined(id, record, mine, done));
  }
  for (const [key, raw] of Object.entries(data.unread ?? {})) {
    const place = key.startsWith(PREFIX) ? `${ASIDE}${key.slice(PREFIX.length)}:0` : key;
    if (UNREAD.test(place) && typeof raw === "string" && localStorage.getItem(place) === null) writes.push([place, raw]);
  }
  put(writes);
  return [
    `Read ${count(done.practices, "practice")}: ${count(done.runs, "run")} added, ${done.had} already here, ${count(done.steps, "step")} of runs in progress taken over.`,
    done.aside && `What these steps were before is kept as ${count(done.aside, "past run")}, set aside.`,
    done.newer.length && `Left as they are, for a newer version of this page: ${done.newer.join(", ")}.`,
    done.broken.length && `Left out, for they cannot be read: ${done.broken.join(", ")}.`,
  ].filter(Boolean).join(" ");
}

/** What to write so that a practice's record holds both what is here and what is given. */
function combined(id, record, mine, done) {
  const here = mine?.record ?? empty(id);
  const both = merge(here, record);
  const changed = Object.keys(record.steps).filter((step) => both.steps[step] !== here.steps[step] && JSON.stringify(both.steps[step]) !== JSON.stringify(here.steps[step]));
  done.practices++;
  done.steps += changed.filter((step) => says(record.steps[step])).length;
  for (const run of runs(record)) here.runs[run.id] ? done.had++ : done.runs++;
  if (changed.some((step) => here.steps[step] && says(here.steps[step]))) {
    const steps = Object.entries(here.steps).map(([step, { at, ...rest }]) => [step, { state: "open", ...rest }]);
    const [name, run] = past(here, map(steps), here.seen?.texts ?? map([]), { unfinished: true });
    both.runs[name] = run;
    done.aside++;
  }
  return [...(mine?.unread ? [[`${ASIDE}${id}:${Date.now()}`, mine.raw]] : []), [PREFIX + id, JSON.stringify(both)]];
}

/** Write all, or nothing. */
function put(writes) {
  const before = writes.map(([key]) => [key, localStorage.getItem(key)]);
  try {
    for (const [key, value] of writes) localStorage.setItem(key, value);
  } catch {
    for (const [key, value] of before) value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value);
    throw "There is no room on this device for all that is in the file, so nothing was taken from it.";
  }
}

export function deleteAll() {
  for (const key of [...keys(PREFIX), ...keys(ASIDE)]) localStorage.removeItem(key);
}
