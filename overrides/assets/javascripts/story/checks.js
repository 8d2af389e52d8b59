// What the page has to say about a story before it is sent: what is still asked, what must change, what is worth a thought,
// and what is well. Each verdict names a field, and where in it; the text's own come from manuscript.js.

import { count } from "../practice/say.js";

/** What tellers may give away of themselves. */
const OWN_NAME = ["full-name", "surname"];
const PERSONAL = ["e-mail", "telephone", "account"];

const circumstances = ({ kind, names_changed: changed }) => [kind === "retelling" && "retelling", changed === true && "names_changed"].filter(Boolean);
const bytes = (text) => new TextEncoder().encode(text).length;

export class Checks {
  constructor(questions, manuscript, steps) {
    Object.assign(this, { questions, manuscript, steps });
  }

  /** The questions that a kind of story is asked. */
  asked(kind) {
    return this.questions.filter(({ only }) => !only.length || only.includes(kind || "first-hand"));
  }

  /** Every verdict: { kind: missing | error | question | advice | well, field?, line?, words?, text, repair? }. */
  all(answers, file) {
    const asked = this.asked(answers.kind);
    const text = answers.text ?? "";
    const missing = asked.filter(({ name, required }) => required && !filled(answers[name]));
    const findings = this.text(text, answers).concat(asked.filter(({ shape }) => shape === "line").flatMap((question) => this.field(question, answers)), this.size(file));
    const of = (kind) => findings.filter((finding) => finding.kind === kind);
    return [
      ...missing.map(({ name, label }) => ({ kind: "missing", field: name, text: label })),
      ...of("error"), ...of("question"), ...of("advice"), ...(text.trim() ? this.well(text, findings) : []),
    ];
  }

  text(text, answers) {
    if (!text.trim()) return [];
    const found = this.manuscript.check(text, circumstances(answers)).map((finding) => this.verdict(finding, "text", finding.line)).concat(this.leads(text));
    return found.filter(({ text: words }, n) => found.findIndex((other) => other.text === words) === n); // two tags in a line are one thing to mend
  }

  /** What only the site as a whole can tell: where links without a host lead, which checklists there are, which pictures. */
  leads(text) {
    const found = [];
    for (const token of this.manuscript.parser.parse(text, {})) {
      const line = (token.map?.[0] ?? 0) + 1;
      const tell = (kind, words, rule, repair) => found.push({ kind, field: "text", line, words, text: `Line ${line}: ${rule}`, repair });
      const [practice, ...steps] = token.type === "embed" ? token.info.split(/\s+/) : [];
      if (token.type === "embed" && ![practice, ...steps.map((step) => `${practice}#${step}`)].every((id) => this.steps.has(id)))
        tell("error", token.info, `a checklist is shown by its name: found "${token.info}"`, "take the line out, or copy it from the checklist's page");
      for (const child of token.children ?? []) {
        const target = child.attrGet?.(child.type === "image" ? "src" : "href") ?? "";
        if (child.type === "link_open" && !/^[\0-\x20]*[a-z][a-z0-9+.-]*:|^[\0-\x20]*[/\\]{2}/i.test(target))
          tell("error", target, `a link names a whole address: found "${target}"`, target.includes("@") ? `write mailto:${target}` : `write https://${target || "example.org/page"}`);
        else if (child.type === "image")
          tell("question", target, `a picture travels beside the story: found "${target}"`, "attach it to your letter, or upload it into the story's folder");
      }
    }
    return found;
  }

  field({ name, label }, answers) {
    const said = answers[name] ?? "";
    const found = (name === "sources" ? this.manuscript.characters(said) : this.manuscript.spoken(said, circumstances(answers))) // a source is public
      .filter(({ rule }) => name !== "teller" || !OWN_NAME.includes(rule.name))
      .map((finding) => this.verdict(finding, name, 0, label));
    const most = this.manuscript.most.title_length;
    if (name === "title" && Array.from(said.trim()).length > most)
      found.push({ kind: "advice", field: name, text: `${label}: a title has at most ${most} characters`, repair: "shorten it; the rest can stand in the story" });
    return found;
  }

  size(file) {
    const front = bytes(file.slice(0, file.indexOf("\n---\n", 4) + 5));
    const { front_matter_bytes: least, story_bytes: most } = this.manuscript.most;
    const found = (text, repair) => [{ kind: "error", text, repair }];
    if (front > least) return found(`All answers beside the story have together at most ${least} bytes: found ${front}`, "shorten the longest");
    return bytes(file) > most ? found(`A story has at most ${most} bytes: found ${bytes(file)}`, "shorten it") : [];
  }

  verdict(finding, field, line, label) {
    const { rule, found, repair } = this.manuscript.say(finding);
    const counted = finding.rule.reads === "count"; // the number is the whole text's, not a line's
    const place = label ?? (counted ? "" : `Line ${line}`);
    return { kind: finding.rule.severity, rule: finding.rule.name, field, line: counted ? 0 : line, words: finding.words, text: `${place ? `${place}: ` : ""}${rule}: ${found}`, repair };
  }

  well(text, findings) {
    const told = (...names) => findings.some(({ rule }) => names.includes(rule));
    const number = this.manuscript.words(text);
    return [
      !told("too-few-words", "too-many-words") && `${count(number, "word")}: a good length`,
      !told(...PERSONAL) && "No e-mail address, telephone or account number",
      !told("full-name", "surname") && "Nobody's full name",
    ].filter(Boolean).map((words) => ({ kind: "well", text: words }));
  }
}

export const filled = (answer) => (typeof answer === "string" ? answer.trim() !== "" : Boolean(answer));
