// What is kept of one practice, as data; two records of it can always be made one.
//
//   { format, id, title, url, edition,
//     steps: { step: { at, state?, reason?, note? } },   the run in progress; without a state, as the list has it
//     seen?: { at, edition, texts: { step: text }, ticked?: { step: true } },   the list as it was when that run began
//     runs:  { run: { at, started, finished, edition, seconds?, unfinished?, texts,
//                     steps: { step: { state, reason?, note?, text? } } } } }   or { at, gone } for one taken back
//
// `at` is when something was changed last: of two, the newer counts.

export const FORMAT = 1;
export const PREFIX = "callback:practice:";
export const ASIDE = "callback:aside:";

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A map in which not even "constructor" is before it is put in. */
export const map = (entries) => Object.assign(Object.create(null), Object.fromEntries(entries));

export const empty = (id) => ({ format: FORMAT, id, steps: map([]), runs: map([]) });

export function parse(raw) {
  try {
    return JSON.parse(raw, (_, value) => (isObject(value) ? map(Object.entries(value)) : value));
  } catch {
    return undefined;
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const time = (value) => typeof value === "number" && value >= 0 && value <= 8.64e15;
const text = (value) => typeof value === "string";
const state = (value) => ["open", "done", "na"].includes(value);
const flag = (value) => value === true;
const optional = (test) => (value) => value === undefined || test(value);
const shape = (fields) => (value) => isObject(value) && Object.entries(fields).every(([name, test]) => test(value[name]));
const each = (test) => (value) => isObject(value) && Object.entries(value).every(([id, one]) => ID.test(id) && test(one));

const texts = each(text);
const said = { reason: optional(text), note: optional(text) };
const taken = shape({ state, ...said, text: optional(text) });
const run = shape({ started: time, finished: time, edition: text, texts, steps: each(taken), seconds: optional(time), unfinished: optional(flag) });

export const isRecord = (data, id) =>
  shape({
    format: (value) => value === FORMAT,
    id: (value) => value === id && ID.test(id),
    title: optional(text), url: optional(text), edition: optional(text),
    seen: optional(shape({ at: time, edition: text, texts, ticked: optional(each(flag)) })),
    steps: each(shape({ at: time, state: optional(state), ...said })),
    runs: each((one) => shape({ at: time, gone: optional(flag) })(one) && (one.gone || run(one))),
  })(data);

/** Of each step and run the newer. */
export function merge(one, two) {
  const both = { ...one }; // in its order: the same data is the same text, or two tabs would answer each other for ever
  for (const [name, value] of Object.entries(two)) both[name] ??= value;
  if (both.seen) both.seen = newest({ seen: one.seen }, { seen: two.seen }).seen;
  return Object.assign(both, { steps: newest(one.steps, two.steps), runs: newest(one.runs, two.runs) });
}

function newest(one, two) {
  const both = map(Object.entries(one));
  const order = (value) => [value.at, JSON.stringify(value)];
  for (const [id, value] of Object.entries(two)) {
    const [a, b] = [both[id], value].map((each) => each && order(each));
    if (b && (!a || a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]))) both[id] = value;
  }
  return both;
}

/** The runs that count, the latest first. */
export const runs = (record) =>
  Object.entries(record.runs)
    .filter(([, run]) => !run.gone)
    .map(([id, run]) => ({ id, ...run }))
    .sort((a, b) => b.finished - a.finished);

/** Whether a step says more than a fresh one. */
export const says = (step, origin = "open") => step.note || (step.state ?? origin) !== origin;

/** A run in progress as one of the past: [id, run]. */
export function past(record, steps, texts, more) {
  const now = Date.now();
  const started = Math.min(now, ...Object.values(record.steps).filter((step) => says(step)).map((step) => step.at));
  const id = `${now.toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
  return [id, { at: now, started, finished: now, edition: record.edition ?? "", ...more, steps, texts }];
}
