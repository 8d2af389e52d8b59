// A run to take elsewhere: as words to paste, or as a link that holds it.

import { el } from "./dom.js";
import { map } from "./record.js";
import { ask, count, day, progress, say, tally, told } from "./say.js";

const address = () => location.href.split("#")[0];

const escape = (text) => text.replace(/[\\`*_[\]<>~|]/g, "\\$&").replace(/\s+/g, " ");
const box = ({ state }, na) => (state === "done" ? "[x]" : state === "na" ? na : "[ ]");
const aside = (now, start, end = "") => (told(now, "") ? start + told(now, "") + end : "");

/** How each form writes the head of a list, a pause point, a step. */
export const FORMS = {
  "As plain text": [
    (list, done) => `${list.title}\n${done}\n${address()}`,
    (title) => title,
    ({ text }, now) => `${box(now, "[-]")} ${text}${aside(now, "\n    ")}`,
  ],
  "As Markdown": [
    (list, done) => `# ${escape(list.title)}\n\n${escape(list.summary)}\n\n${done}. From <${address()}>`,
    (title) => `## ${escape(title)}\n`,
    ({ text }, now) => `- ${box(now, "[ ]")} ${escape(text)}${aside({ ...now, reason: escape(now.reason), note: escape(now.note) }, "\n  - ")}`,
  ],
  "As a task list": [
    (list) => `**[${escape(list.title)}](${address()})**`,
    (title) => `**${escape(title)}**\n`,
    ({ id, text }, now) => `- ${box(now, "[x]")} [${escape(text)}](${address()}#${id})${aside({ ...now, reason: escape(now.reason), note: escape(now.note) }, " (", ")")}`,
  ],
};

export function written(store, [head, section, step]) {
  const parts = store.list.sections.map(({ title, steps }) => [title && section(title), ...steps.map((each) => step(each, store.of(each.id)))]);
  return [[head(store.list, progress(tally(store.states)))], ...parts].map((lines) => lines.filter(Boolean).join("\n")).join("\n\n") + "\n";
}

// The link has all in its fragment, which no browser sends: in base64 [version, practice, edition, minutes since 1970, states,
// notes?]. Each state is five letters of the step's hashed id and one more: order and wording do not count.

const MARK = "#run=";
const VERSION = 1;
const MOST = 50000;

/** FNV-1a, as five letters. */
function hash(id) {
  let sum = 0x811c9dc5;
  for (const letter of id) sum = Math.imul(sum ^ letter.charCodeAt(), 0x01000193) >>> 0;
  return (sum % 36 ** 5).toString(36).padStart(5, "0");
}

export function link(store, notes) {
  const now = store.steps.map(({ id }) => [hash(id), store.of(id)]);
  const states = now.map(([key, { state }]) => (state === "open" ? "" : key + state[0])).join("");
  const said = now.map(([key, { reason, note }]) => [key, reason, note]).filter(([, ...texts]) => texts.join(""));
  const data = [VERSION, store.list.id, store.list.edition, Math.floor(Date.now() / 60000), states, ...(notes ? [said] : [])];
  const bytes = Array.from(new TextEncoder().encode(JSON.stringify(data)), (byte) => String.fromCharCode(byte));
  return address() + MARK + btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What a fragment holds, or in words what is wrong with it. */
function unpack(fragment, store) {
  const wrong = "This link to a run is damaged or incomplete. Nothing was changed.";
  let data;
  try {
    const bytes = fragment.length < MOST && atob(fragment.replaceAll("-", "+").replaceAll("_", "/"));
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt())));
  } catch {
    return wrong;
  }
  if (!Array.isArray(data)) return wrong;
  const [version, id, edition, minutes, states, said = []] = data;
  const texts = (values) => values.every((value) => typeof value === "string");
  const triple = (value) => Array.isArray(value) && value.length === 3 && texts(value);
  if (version > VERSION) return "This link to a run was made by a newer version of this page. Nothing was changed.";
  if (version !== VERSION || !texts([id, edition, states]) || !(minutes >= 0 && minutes < 1e9)) return wrong;
  if (!/^([0-9a-z]{5}[dn])*$/.test(states) || !Array.isArray(said) || !said.every(triple)) return wrong;
  if (id !== store.list.id) return "This link is to a run of another practice. Nothing was changed.";

  const steps = map(store.steps.map((step) => [step.id, { state: "open", reason: "", note: "" }]));
  const known = map(store.steps.map((step) => [hash(step.id), steps[step.id]]));
  let lost = 0;
  const put = (key, values) => (known[key] ? Object.assign(known[key], values) : lost++);
  for (const [part] of states.matchAll(/.{6}/g)) put(part.slice(0, 5), { state: part[5] === "d" ? "done" : "na" });
  for (const [key, reason, note] of said) put(key, { reason, note });
  return { edition, time: minutes * 60000, steps, lost };
}

/** Show the run that the address holds, and ask before anything is replaced. */
export async function open(store) {
  if (!location.hash.startsWith(MARK)) return;
  const run = unpack(location.hash.slice(MARK.length), store);
  history.replaceState(history.state, "", address());
  if (typeof run === "string") return say(run);
  const shown = store.steps.map(({ id, text }) => ({ text, mine: told(store.of(id)), given: told(run.steps[id]) }));
  if (shown.every(({ mine, given }) => mine === given)) return say("This link holds the run as you have it already.");
  const version = run.edition === store.list.edition ? "" : `, with version ${run.edition} of the list; this is version ${store.list.edition}`;
  const yes = await ask(
    "Somebody shared a run with you",
    [
      el("p", {}, `${progress(tally(Object.values(run.steps).map((step) => step.state)))}, on ${day(run.time)}${version}.`),
      el("ol", { class: "ask__steps", tabindex: 0, "aria-label": "The steps" }, shown.map(({ text, given }) => el("li", {}, text, el("span", {}, given || "Open")))),
      run.lost && el("p", {}, `It also has ${count(run.lost, "entry", "entries")} for steps that this list has not.`),
      el("p", {}, store.begun ? "It would take the place of your own run, which is then kept among your past runs." : "You have no run in progress."),
    ],
    "Open the shared run",
    "Leave mine as it is",
  );
  if (yes) store.replace(run.steps, "the shared run");
  say(yes ? "The shared run is open. Undo brings back what you had." : "The shared run was not opened. Nothing was changed.");
}
