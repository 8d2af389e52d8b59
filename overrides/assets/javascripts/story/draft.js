// What was answered, kept on this device with every letter that is typed: one entry of localStorage a field, so that two tabs
// which write different fields never touch each other's.
//
//   callback:story:<field>    { value, n, by, from }
//   callback:story:earlier    [{ name, value, at }]   texts that another tab's took the place of
//
// A field's values are counted: `n` grows with each, `by` is the tab that wrote it, `from` the last value of another tab
// that it had seen. Of two values the higher counts. One that was written without having seen mine takes nothing from me:
// the text that loses is put with the earlier versions.

const PREFIX = "callback:story:";
const EARLIER = "earlier";
const TROUBLE = {
  denied: "This browser keeps nothing for this site, so what you write lasts only until you close this page. Download the file before you go.",
  full: "This device has no room left for this site, so your latest words last only until you close this page. Download the file before you go.",
};

const SHAPES = { tick: (value) => typeof value === "boolean", steps: (value) => Array.isArray(value) && value.every((step) => typeof step === "string") };
const isText = (value) => typeof value === "string";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0 && value < 2 ** 52;

function parse(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

export class Draft {
  /** `heard(name)` is called when another tab changed a field, and without a name when anything else did. */
  constructor(questions, heard) {
    Object.assign(this, { shapes: new Map(questions.map(({ name, shape }) => [name, SHAPES[shape] ?? isText])), heard, trouble: "" });
    Object.assign(this, { me: Math.random().toString(36).slice(2), fields: new Map(), seen: new Map(), earlier: [], deleted: null });
    for (const name of this.shapes.keys()) this.take(name, this.read(name));
    this.refreshEarlier();
    addEventListener("storage", ({ key, newValue }) => {
      if (key === null) for (const name of this.shapes.keys()) this.hear(name, null);
      else if (key === PREFIX + EARLIER) this.refreshEarlier();
      else if (key.startsWith(PREFIX) && this.shapes.has(key.slice(PREFIX.length))) this.hear(key.slice(PREFIX.length), newValue);
      else return;
      heard();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.refresh());
  }

  get answers() {
    return Object.fromEntries([...this.fields].map(([name, { value }]) => [name, value]));
  }

  get begun() {
    return [...this.fields.values()].some(({ value }) => (isText(value) ? value.trim() : value === true || value.length));
  }

  set(name, value) {
    const kept = this.read(name);
    const mine = this.fields.get(name);
    if (kept && kept.by !== this.me && kept.n > (this.seen.get(name) ?? 0)) {
      this.seen.set(name, kept.n);
      if (kept.value !== value) this.putAside(name, kept.value);
    }
    this.fields.set(name, { value, n: Math.max(mine?.n ?? 0, kept?.n ?? 0) + 1, by: this.me, from: this.seen.get(name) ?? 0 });
    this.write(name);
  }

  /** Another tab wrote a field, or deleted it. */
  hear(name, raw) {
    const given = this.valid(name, parse(raw));
    const mine = this.fields.get(name);
    if (!given) {
      if (raw === null && mine) {
        this.fields.delete(name);
        this.seen.delete(name);
        this.heard(name);
      }
      return;
    }
    if (same(given, mine)) return;
    const wins = !mine || given.n > mine.n || (given.n === mine.n && given.by > mine.by);
    const unseen = mine?.by === this.me && given.from < mine.n && JSON.stringify(given.value) !== JSON.stringify(mine.value);
    if (unseen) this.putAside(name, (wins ? mine : given).value);
    if (wins) {
      this.take(name, given);
      this.heard(name);
    } else if (unseen) this.write(name);
  }

  /** After a rest in the browser's memory: what was written meanwhile. */
  refresh() {
    for (const name of this.shapes.keys()) this.hear(name, this.get(name));
    this.refreshEarlier();
    this.heard();
  }

  putAside(name, value) {
    if (!isText(value) || !value.trim() || this.earlier.some((one) => one.name === name && one.value === value)) return;
    this.refreshEarlier();
    this.earlier.push({ name, value, at: Date.now() });
    this.writeEarlier();
  }

  /** Bring an earlier text back; the one in its place is earlier now. */
  bringBack(version) {
    const now = this.fields.get(version.name)?.value;
    this.earlier = this.earlier.filter((one) => one !== version);
    this.writeEarlier();
    if (now !== version.value) this.putAside(version.name, now ?? "");
    this.set(version.name, version.value);
  }

  delete() {
    this.deleted = { fields: this.fields, earlier: this.earlier };
    Object.assign(this, { fields: new Map(), seen: new Map(), earlier: [] });
    for (const name of [...this.shapes.keys(), EARLIER]) this.attempt(() => localStorage.removeItem(PREFIX + name));
  }

  undelete() {
    for (const [name, { value }] of this.deleted.fields) if (!this.fields.has(name)) this.set(name, value);
    this.earlier = [...this.deleted.earlier, ...this.earlier];
    this.writeEarlier();
    this.deleted = null;
  }

  take(name, given) {
    if (!given) return;
    this.fields.set(name, given);
    this.seen.set(name, given.n);
  }

  valid(name, given) {
    return given && this.shapes.get(name)(given.value) && isCount(given.n) && isCount(given.from) && isText(given.by) ? given : null;
  }

  read(name) {
    return this.valid(name, parse(this.get(name)));
  }

  get(name) {
    return this.attempt(() => localStorage.getItem(PREFIX + name)) ?? null;
  }

  refreshEarlier() {
    const kept = parse(this.get(EARLIER));
    const good = (one) => one && this.shapes.has(one.name) && isText(one.value) && isCount(one.at);
    if (Array.isArray(kept)) this.earlier = kept.filter(good);
    else if (!this.trouble) this.earlier = [];
  }

  write(name) {
    this.put(name, this.fields.get(name));
  }

  writeEarlier() {
    this.put(EARLIER, this.earlier);
  }

  put(name, value) {
    this.attempt(() => {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
      this.trouble = "";
    });
  }

  attempt(make) {
    try {
      return make();
    } catch (error) {
      this.trouble = TROUBLE[error.name === "QuotaExceededError" ? "full" : "denied"];
      return undefined;
    }
  }
}

const same = (one, other) => one && other && one.n === other.n && one.by === other.by;
