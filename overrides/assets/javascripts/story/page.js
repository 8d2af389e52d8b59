// Brings the form "Tell your story" to life: keeps what is typed, says what a reader will ask, shows the letter, opens the doors.

import { forget, keep } from "../offline/keep.js";
import { button, el } from "../practice/dom.js";
import { ask, count, say } from "../practice/say.js";
import { Checks } from "./checks.js";
import { Draft } from "./draft.js";
import { copy, download, toEditor, toForge } from "./exits.js";
import { Manuscript } from "./manuscript.js";
import { render } from "./preview.js";
import { compose, fileName, strip, whole } from "./questions.js";

const REST = 250; // milliseconds of rest after which what was typed is looked at,
const POLITE = 1500; // and after which it is spoken of
const MARKS = { missing: "○", error: "✕", question: "!", advice: "·", well: "✓" };
const NAMES = { missing: "Still asked", error: "Must change", question: "A question", advice: "Worth a thought", well: "Well" };

const form = document.querySelector("[data-tell]");
const part = (name) => form.querySelector(`[data-${name}]`);
const { questions, manuscript: rules } = JSON.parse(document.querySelector("script[data-rules]").textContent);
const doors = form.dataset;
const labels = new Map(questions.map(({ name, label }) => [name, label]));
const boxes = new Map(questions.map(({ name }) => [name, form.querySelector(`[data-question="${name}"]`)]));

// The steps to choose from stand in the page once; the other choosers get copies.
const choosers = [...form.querySelectorAll("select[name=practices]")];
for (const chooser of choosers.slice(1)) chooser.append(...[...choosers[0].children].map((child) => child.cloneNode(true)));
const steps = new Set([...choosers[0].options].flatMap(({ value }) => [value, value.split("#")[0]]).filter(Boolean));

const manuscript = new Manuscript(rules);
const checks = new Checks(questions, manuscript, steps);
const draft = new Draft(questions, heard);

// Fields

function controls(name) {
  return [...form.querySelectorAll(`[name="${name}"]`)];
}

function answer(name) {
  const [first, ...more] = controls(name);
  if (first.type === "checkbox") return first.checked;
  if (first.type === "radio") return [first, ...more].find(({ checked }) => checked)?.value ?? "";
  if (first.matches("select")) return [...new Set([first, ...more].map(({ value }) => value).filter(Boolean))];
  return whole(first.value);
}

function fill(name, value) {
  const fields = controls(name);
  if (fields[0].type === "checkbox") fields[0].checked = value === true;
  else if (fields[0].type === "radio") for (const field of fields) field.checked = field.value === value;
  else if (fields[0].matches("select")) fields.forEach((field, n) => (field.value = steps.has(value?.[n]) ? value[n] : ""));
  else if (fields[0].value !== (value ?? "")) put(fields[0], value ?? "");
}

/** Another text in a field, with the cursor where it was. */
function put(field, text) {
  const { selectionStart, selectionEnd } = field;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
}

/** What the form says now. Of a kept answer only what its own control can show counts. */
const answers = () => Object.fromEntries(questions.map(({ name }) => [name, answer(name)]));

function relevant() {
  const asked = new Set(checks.asked(answer("kind")).map(({ name }) => name));
  for (const [name, box] of boxes) box.hidden = !asked.has(name);
  choosers.forEach((chooser, n) => (chooser.hidden = n > 0 && !chooser.value && !choosers[n - 1].value));
}

// What is kept

function heard(name) {
  if (name) fill(name, draft.fields.get(name)?.value);
  else look();
}

function device() {
  part("trouble").textContent = draft.trouble;
  part("kept").textContent = draft.trouble ? "" : draft.begun ? "Kept on this device, in this browser, with every letter you type." : "Nothing of yours is kept on this device yet.";
  const bring = (version) => button("Bring it back", () => { draft.bringBack(version); fill(version.name, version.value); look(); say("The earlier text is back. The one in its place is now among the earlier versions."); });
  part("earlier").replaceChildren(...(draft.earlier.length ? [
    el("h3", {}, "Earlier versions"),
    el("p", {}, "Another window changed the same answer at the same time. Nothing is lost: here is the text that gave way."),
    el("ul", {}, draft.earlier.map((version) => el("li", {}, el("strong", {}, labels.get(version.name)), el("blockquote", {}, version.value), bring(version)))),
  ] : []));
  part("undelete").hidden = !draft.deleted;
}

async function remove() {
  const words = "Your answers and their earlier versions are deleted from this browser, with the copy of this page that works offline. A file that you downloaded stays.";
  if (!(await ask("Delete everything on this device?", el("p", {}, words), "Delete everything"))) return;
  draft.delete();
  for (const name of labels.keys()) fill(name);
  forget();
  show();
  say("Everything is deleted. Until you close this page, you can bring it back.");
  part("undelete").focus();
}

function restore() {
  draft.undelete();
  for (const name of labels.keys()) fill(name, draft.fields.get(name)?.value);
  show();
  say("All is back, and kept again.");
  controls("title")[0].focus();
}

// Before you send

let verdicts = [];
let resting;

function story() {
  const said = answers();
  const day = new Date().toISOString().slice(0, 10); // the same everywhere, so that it is nowhere in the future
  const name = fileName(said.title, `story-${day}`);
  return { said, name, path: `docs/stories/${name}/story.md`, file: compose(said, day) };
}

const blocking = () => verdicts.filter(({ kind }) => kind === "missing" || kind === "error");

function show() {
  clearTimeout(resting);
  relevant();
  const { said, path, name, file } = story();
  verdicts = checks.all(said, file);
  const at = part("findings").contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  part("findings").replaceChildren(...verdicts.map(entry));
  if (at) [...part("findings").querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === at)?.focus();
  part("preview").replaceChildren(...letter(said));
  exits(said, path, file);
  device();
  window.clearTimeout(spoken);
  spoken = setTimeout(() => announce(), POLITE);
  part("name").textContent = `${name}.md`;
}

function entry({ kind, text, repair, field, line, words }) {
  const go = field && button(kind === "missing" ? "Answer" : "Show", () => move(field, line, words), { "aria-label": `${kind === "missing" ? "Answer" : "Show"}: ${text}` });
  return el("li", { class: `finding finding--${kind}` },
    el("span", { class: "finding__mark", "aria-hidden": true }, MARKS[kind]),
    el("p", {}, el("span", { class: "sr" }, `${NAMES[kind]}: `), text, repair && el("span", { class: "finding__repair" }, sentence(repair))),
    go);
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

let spoken;

function announce() {
  const number = (kind) => verdicts.filter((verdict) => verdict.kind === kind).length;
  const told = [[number("missing"), "answer is", "answers are", "missing"], [number("error"), "thing", "things", "must change"], [number("question"), "question", "questions", ""]]
    .filter(([n]) => n).map(([n, one, many, rest]) => `${count(n, one, many)} ${rest}`.trim());
  const words = told.length ? `Before you send: ${told.join(", ")}.` : "Ready to send.";
  if (draft.begun && part("status").textContent !== words) part("status").textContent = words;
}

/** To the place in the text that a finding speaks of, with its words selected. */
function move(name, line, words) {
  const field = controls(name).find((one) => one.checked || one.type !== "radio") ?? controls(name)[0];
  field.focus();
  if (!field.setSelectionRange || !/^(text|textarea)$/.test(field.type)) return;
  const rows = field.value.split("\n");
  const start = line ? rows.slice(0, line - 1).join("\n").length + (line > 1) : 0;
  const row = line ? rows[line - 1] ?? "" : field.value;
  const place = words ? row.indexOf(words) : -1;
  const [from, to] = place < 0 ? [start, start + row.length] : [start + place, start + place + words.length];
  field.setSelectionRange(from, to);
  if (field.scrollHeight > field.clientHeight) field.scrollTop = (field.scrollHeight * from) / Math.max(1, field.value.length) - field.clientHeight / 3;
}

function letter({ title, text, kind, teller, role, when, ...more }) {
  const told = kind !== "retelling" && strip(teller);
  const facts = [told && `${teller}${more.pseudonym ? " (name changed)" : ""}`, role, when].filter((fact) => fact && strip(fact));
  const beats = [["What they were free to do", more.freedom], ["What it cost", more.cost], ["What changed", more.change]].filter(([, said]) => strip(said));
  return [
    el("h2", { class: "preview__title" }, strip(title) || "Your title"),
    facts.length && el("p", { class: "meta" }, facts.map((fact) => el("span", {}, fact))),
    el("div", { class: "prose md-typeset" }, text.trim() ? render(manuscript.tame(text)) : el("p", { class: "empty" }, "What you write appears here as the site will show it.")),
    beats.length && el("dl", { class: "beats" }, beats.map(([name, said]) => el("div", {}, el("dt", {}, name), el("dd", {}, said)))),
  ].filter(Boolean);
}

// The doors

function exits({ title }, path, file) {
  const [forge, email] = [part("forge"), part("email")];
  if (forge) {
    const { href, bytes, fits } = toForge(doors, path, file, rules.limits.url_bytes.most);
    Object.assign(forge, { href, copies: !fits });
    Object.assign(part("meter"), { max: rules.limits.url_bytes.most, value: bytes });
    part("bytes").textContent = `${bytes.toLocaleString("en")} of ${rules.limits.url_bytes.most.toLocaleString("en")} bytes of an address${fits ? "" : `: too long, so ${doors.forge} opens an empty file and your story is copied. Paste it there.`}`;
  }
  if (email) {
    const { href, fits } = toEditor(doors.email, strip(title), file);
    Object.assign(email, { href, copies: !fits });
  }
}

/** A door that is followed while something is missing explains instead; one that cannot carry the story has it copied first. */
function leave(event) {
  const door = event.currentTarget;
  show();
  const [first, ...more] = blocking();
  if (first) {
    event.preventDefault();
    say(`Not yet: ${count(more.length + 1, "thing is", "things are")} still to do before an editor can take it. Download and Copy work as it is.`);
    part("findings").querySelector("button").focus();
    return;
  }
  if (!door.copies) return;
  const then = door === part("email") ? "Paste it into the letter, or attach the downloaded file." : "Paste it into the large box of the page that opened.";
  copy(story().file).then((done) => say(done ? `Your story is copied. ${then}` : "This browser lets nothing be copied. Download the file instead."));
}

function save() {
  const { name, file } = story();
  download(`${name}.md`, file);
  say(`Downloaded as ${name}.md.`);
}

async function take() {
  say((await copy(story().file)) ? "Copied: the whole file, as the site needs it." : "This browser lets nothing be copied. Download the file instead.");
}

// At work

function look() {
  clearTimeout(resting);
  resting = setTimeout(show, REST);
}

form.addEventListener("input", ({ target }) => {
  if (!labels.has(target.name)) return;
  draft.set(target.name, answer(target.name));
  if (["kind", "practices"].includes(target.name)) relevant();
  if (draft.trouble !== part("trouble").textContent) device();
  look();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => draft.trouble && draft.begun && event.preventDefault());
part("forge")?.addEventListener("click", leave);
part("email")?.addEventListener("click", leave);
part("download").addEventListener("click", save);
part("copy").addEventListener("click", take);
part("delete").addEventListener("click", remove);
part("undelete").addEventListener("click", restore);

for (const [name, { value }] of draft.fields) fill(name, value);
form.querySelector("[data-all]").disabled = false;
show();
keep(doors.worker);
