// Ticks, notes and runs of one practice, in localStorage. Every change reads what is kept and writes it back, so that two
// tabs never undo each other. Where nothing can be kept, the page goes on in memory, and `trouble` says so.

import { ASIDE, FORMAT, PREFIX, empty, isRecord, map, merge, parse, past, runs, says } from "./record.js";

const CLOSE = "last only until you close this page";
const TROUBLE = {
  denied: `This browser keeps nothing for this site, so your ticks and notes ${CLOSE}.`,
  full: `This device has no room left for this site, so your latest ticks and notes ${CLOSE}. My practices lets you export and delete runs.`,
  newer: `A newer version of this page wrote what this device keeps for this practice. That is left as it is, and your ticks and notes here ${CLOSE}.`,
};

export class Store {
  /** `whole`: this is the practice's own page, which shows every step. */
  constructor(list, whole, say) {
    Object.assign(this, { list, whole, say, key: PREFIX + list.id, past: [], trouble: "", locked: false, saved: false, seconds: 0, listeners: [] });
    for (const section of list.sections) section.steps = section.steps.filter(({ id }) => id);
    this.steps = list.sections.flatMap((section) => section.steps);
    this.first = map(this.steps.map((step) => [step.id, step]));
    this.texts = map(this.steps.map((step) => [step.id, step.text]));
    this.record = empty(list.id);
    this.refresh();
    addEventListener("storage", ({ key }) => (key === this.key || key === null) && this.hear());
    addEventListener("pageshow", ({ persisted }) => persisted && this.hear());
  }

  watch(listener) {
    this.listeners.push(listener);
    listener();
  }

  unwatch(listener) {
    this.listeners = this.listeners.filter((each) => each !== listener);
  }

  of(id) {
    return { state: this.origin(id), reason: "", note: "", ...this.record.steps[id] };
  }

  /** How a step starts: a list may have it ticked already. */
  origin(id) {
    return this.first[id]?.checked ? "done" : "open";
  }

  get states() {
    return this.steps.map(({ id }) => this.of(id).state);
  }

  get begun() {
    return Object.entries(this.record.steps).some(([id, step]) => says(step, this.origin(id)));
  }

  /** The list at the last finished run, or when the first began. */
  get before() {
    const last = runs(this.record).find((run) => !run.unfinished);
    return last ? { at: last.finished, texts: last.texts } : this.record.seen;
  }

  /** Changes with the same `together`, like the letters of a note, are undone as one. */
  set(id, values, words, together) {
    const { state, reason, note } = this.of(id);
    this.change(words, { [id]: { state, reason, note, ...values } }, {}, together);
  }

  finish() {
    this.change("the end of the run", this.fresh(), this.asRun(this.seconds && { seconds: Math.round(this.seconds) }));
    this.seconds = 0;
  }

  startOver() {
    this.change("the new start", this.fresh());
  }

  replace(steps, words) {
    this.change(words, { ...this.fresh(), ...steps }, this.begun ? this.asRun({ unfinished: true }) : {});
  }

  undo() {
    const last = this.past.pop();
    if (last) this.write(() => this.put(last));
    return last?.words;
  }

  fresh() {
    return map(Object.keys({ ...this.first, ...this.record.steps }).map((id) => [id, {}]));
  }

  /** A step that the list has no more comes along with its words. */
  asRun(more) {
    const ids = Object.keys({ ...this.first, ...this.record.steps }).filter((id) => this.first[id] || says(this.record.steps[id]));
    const steps = ids.map((id) => {
      const { at, ...step } = this.of(id);
      return [id, this.first[id] ? step : { ...step, text: this.before?.texts[id] ?? id }];
    });
    return map([past({ ...this.record, edition: this.list.edition }, map(steps), this.texts, more)]);
  }

  change(words, steps, added = {}, together) {
    this.write(() => {
      const { title, url, edition } = this.list;
      const old = (kept, wanted) => map(Object.keys(wanted).map((id) => [id, kept[id] ?? {}]));
      if (!together || this.past.at(-1)?.together !== together)
        this.past.push({ words, together, steps: old(this.record.steps, steps), runs: old(this.record.runs, added) });
      if (this.whole && !this.begun) this.record.seen = { at: Date.now(), edition, texts: this.texts, ticked: map(this.steps.filter((step) => step.checked).map(({ id }) => [id, true])) };
      Object.assign(this.record, { title, url, edition });
      this.put({ steps, runs: added });
    });
  }

  /** Put values in, each newer than what it replaces; a run without any is gone. */
  put(changes) {
    for (const name of ["steps", "runs"])
      for (const [id, value] of Object.entries(changes[name])) {
        const kept = this.record[name];
        const none = name === "runs" && !value.steps;
        kept[id] = { ...value, ...(none && { gone: true }), at: Math.max(Date.now(), (kept[id]?.at ?? 0) + 1) };
      }
  }

  write(make) {
    this.refresh();
    make();
    this.keep();
    this.tell();
  }

  /** Another tab wrote: take what is new, and give what it did not know. */
  hear() {
    const had = this.saved;
    const kept = this.refresh();
    if (had && !this.saved) this.say("What this device kept of this practice was deleted in another window.");
    if (kept && JSON.stringify(kept) !== JSON.stringify(this.record)) this.keep();
    this.tell();
  }

  refresh() {
    if (this.locked) return null;
    let raw;
    try {
      raw = localStorage.getItem(this.key);
    } catch {
      return this.lock("denied");
    }
    if (raw === null) {
      if (this.saved) Object.assign(this, { record: empty(this.list.id), past: [], saved: false });
      return null;
    }
    const kept = parse(raw);
    if (kept?.format > FORMAT) return this.lock("newer");
    if (!isRecord(kept, this.list.id)) return this.putAside(raw) ? null : this.lock("full");
    this.saved = true;
    this.record = merge(kept, this.record);
    return kept;
  }

  keep() {
    if (this.locked) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(this.record));
      if (this.trouble) this.say("There is room again: everything is kept.");
      Object.assign(this, { saved: true, trouble: "" });
    } catch {
      this.say((this.trouble = TROUBLE.full));
    }
  }

  putAside(raw) {
    try {
      localStorage.setItem(`${ASIDE}${this.list.id}:${Date.now()}`, raw);
      localStorage.removeItem(this.key);
    } catch {
      return false;
    }
    this.saved = false;
    this.say("What this device kept for this practice cannot be read. It is put aside, not deleted: the export in My practices has it.");
    return true;
  }

  lock(why) {
    this.locked = true;
    this.say((this.trouble = TROUBLE[why]));
    return null;
  }

  tell() {
    for (const listener of this.listeners) listener();
  }
}
