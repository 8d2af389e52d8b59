// What may stand in a story, and what is better asked before it goes out: the same verdicts as hooks/folio/manuscript.py,
// from the same rules (hooks/folio/manuscript.json, which the page holds). A test runs both readers on the same texts.

import { parser, unescape } from "./markdown.js";
import { NOT_SPACE, SPACE, strip, words } from "./questions.js";

const LINE_END = /\r\n?|\n/;
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t])))+/;
const CONTAINER = />|[-+*]|[0-9]+[.)]/g;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const HOST = /^https?:\/\/((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?::[0-9]{1,5})?(?:[/?#]|$)/i;
const CLAIM = /^(?:(?:https?:\/\/|www\.)([^ \t\n\v\f\r/:?#]+)|([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|biz|io|co|uk|de|fr|es|it|nl|eu|us|au|ca|app|dev|shop|bank))(?:\/[^ \t\n\v\f\r]*)?)$/i;
const ADDRESS = /(?:https?:\/\/|www\.)([^ \t\n\v\f\r/:?#]+)/i;
const PICTURE = /^[A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpe?g|webp)$/i;

const length = (text) => text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
const letters = (text) => text.toLowerCase().replace(/^www\./, "");

/** The words of some inline tokens without their markup. */
const plain = (tokens) =>
  tokens.map(({ type, content, children }) =>
    ["text", "text_special", "code_inline"].includes(type) ? content : type === "image" ? plain(children ?? []) : type.endsWith("break") ? "\n" : "").join("");

export class Manuscript {
  constructor({ limits, rules, given_names: names }) {
    const of = (bound) => Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit[bound]]));
    Object.assign(this, { most: of("most"), least: of("least"), names: new Set(names.split(" ")), parser: parser().disable("text_join") }); // what is escaped, and no tag, stays apart
    this.parser.validateLink = () => true; // so that the rules see every link, as it stands in the text
    this.parser.normalizeLink = (url) => url;
    this.rules = Object.fromEntries(rules.map((rule) => [rule.name, { ...rule, pattern: rule.pattern && new RegExp(rule.pattern, `gu${rule.flags ?? ""}`) }]));
    const long = `[^]{1,${this.most.line_length}}`;
    this.piece = new RegExp(`${long}(?:[${SPACE}]|$)|${long}`, "gu");
    this.marks = new RegExp(`(${NOT_SPACE})\\1{${this.most.marks},}`, "u");
  }

  /** Every finding of a text, by line: { rule, line, words }. */
  check(text, circumstances = []) {
    const tame = this.tame(text);
    const findings = [...this.sizes(text), ...this.spoken(tame, circumstances), ...this.markup(tame)];
    const order = (finding) => [finding.rule.name, finding.words];
    const before = (a, b) => (a < b ? -1 : +(a > b));
    return findings.sort((a, b) => a.line - b.line || before(order(a)[0], order(b)[0]) || before(order(a)[1], order(b)[1]));
  }

  /** A finding in words, as Finding.problem says them. */
  say({ rule, words: quoted }) {
    const code = rule.reads === "characters" ? `U+${quoted.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : "";
    const short = length(quoted) > 60 ? `${Array.from(quoted).slice(0, 60).join("")}…` : quoted;
    const bounds = (told) => (rule.limit ? told.replaceAll("{most}", this.most[rule.limit]).replaceAll("{least}", this.least[rule.limit]) : told);
    return { rule: bounds(rule.rule), found: rule.found.replaceAll("{code}", code).replaceAll("{words}", () => short), repair: rule.repair };
  }

  finding(name, line, quoted = "") {
    return { rule: this.rules[name], line, words: String(quoted) };
  }

  sizes(text) {
    const found = [];
    const rows = text.split(LINE_END);
    if (rows.length > this.most.lines) found.push(this.finding("lines", 1, rows.length));
    const brackets = text.split("[").length - 1;
    if (brackets > this.most.brackets) found.push(this.finding("brackets", 1, brackets));
    rows.forEach((row, n) => {
      if (length(row) > this.most.line_length) found.push(this.finding("line-length", n + 1, length(row)));
      const run = this.marks.exec(row);
      if (run) found.push(this.finding("marks", n + 1, run[1]));
      const containers = CONTAINERS.exec(row);
      if (containers && containers[0].match(CONTAINER).length > this.most.nesting) found.push(this.finding("nesting", n + 1));
    });
    return found;
  }

  /** A text without what makes it too large or too tangled: safe to read any further, and every line where it was. */
  tame(text) {
    const parts = text.split("[");
    const few = parts.length > this.most.brackets ? `${parts.slice(0, this.most.brackets).join("[")}[${parts.slice(this.most.brackets).join("")}` : text;
    return few.split(LINE_END).slice(0, this.most.lines).map((row) => {
      const containers = CONTAINERS.exec(row)?.[0] ?? "";
      const flat = (containers.match(CONTAINER)?.length ?? 0) > this.most.nesting ? row.slice(containers.length) : row;
      return flat.replace(new RegExp(this.marks, "gu"), (_, mark) => mark.repeat(this.most.marks));
    }).join("\n");
  }

  reading(what) {
    return Object.values(this.rules).filter((rule) => rule.reads === what);
  }

  /** The characters of a text that nobody types or sees; what is escaped is read as well. */
  characters(text) {
    return text.split(LINE_END).flatMap((row, n) => {
      const found = (rule) => new Set([row, unescape(row)].flatMap((one) => one.match(rule.pattern) ?? []));
      return this.reading("characters").flatMap((rule) => [...found(rule)].map((quoted) => ({ rule, line: n + 1, words: quoted })));
    });
  }

  /** What characters and words give away; what is escaped is read as well. */
  spoken(text, circumstances = []) {
    const findings = this.pieces(text).flatMap(([row, n]) => {
      const read = unescape(row);
      const told = [];
      for (const rule of this.reading("words"))
        for (const match of this.matches(rule, rule.flags ? turkish(read) : read)) {
          const [start, end] = [match.index, match.index + match[0].length];
          if (!this.applies(rule, match) || told.some((one) => one.start < end && start < one.end)) continue;
          told.push({ start, end, rule, line: n + 1, words: strip(read.slice(start, end)) });
        }
      const meant = told.filter(({ rule }) => !rule.unless?.some((one) => circumstances.includes(one)));
      return meant.map(({ rule, line, words: quoted }) => ({ rule, line, words: quoted }));
    });
    return [...this.characters(text), ...findings];
  }

  /** The lines of a text with their numbers; one that is too long in pieces, so that no pattern reads on for ever. */
  pieces(text) {
    return text.split(LINE_END).flatMap((row, n) => (length(row) > this.most.line_length ? row.match(this.piece) : [row]).map((piece) => [piece, n]));
  }

  /** Where a rule's pattern stands. A word that is no given name may stand before one: On Monday Samantha Ortiz. */
  *matches(rule, text) {
    rule.pattern.lastIndex = 0;
    for (let match; (match = rule.pattern.exec(text)); ) {
      const known = !rule.given || this.names.has(match[1]);
      const end = match.index + (known ? match[0] : match[1]).length;
      if (known) yield match;
      rule.pattern.lastIndex = Math.max(end, match.index + 1);
    }
  }

  applies(rule, match) {
    const digits = match[0].match(/[0-9]/g)?.length ?? 0;
    return !rule.digits || (rule.digits[0] <= digits && digits <= rule.digits[1]);
  }

  words(text) {
    return this.parser.parse(text, {}).filter(({ type }) => type === "inline").reduce((sum, token) => sum + words(plain(token.children ?? [])).length, 0);
  }

  /** What Markdown makes of a text: tags, headings, links, pictures, and how many words it has. */
  markup(text) {
    const found = [];
    const tokens = this.parser.parse(text, {});
    let [links, number, line] = [0, 0, 1];
    for (const [place, token] of tokens.entries()) {
      if (token.map) line = token.map[0] + 1;
      if (token.level > 2 * this.most.nesting) return [...found, this.finding("nesting", line)];
      if (token.type === "heading_open" && !["h2", "h3", "h4"].includes(token.tag))
        found.push(this.finding("heading", line, `${"#".repeat(token.tag[1])} ${strip(plain(tokens[place + 1].children ?? []))}`));
      else if (token.type === "inline") {
        number += words(plain(token.children ?? [])).length;
        for (const one of this.inline(token.children ?? [], line)) one.rule.name === "many-links" ? links++ : found.push(one);
      }
    }
    if (links > this.most.links) found.push(this.finding("many-links", 1, links));
    if (number < this.least.words) found.push(this.finding("too-few-words", 1, number));
    else if (number > this.most.words) found.push(this.finding("too-many-words", 1, number));
    return found;
  }

  /** The findings of a line of text; each link is one of `many-links`. */
  inline(children, line) {
    const found = [];
    for (const [place, child] of children.entries()) {
      if (child.type.endsWith("break")) line++;
      else if (child.type === "text") {
        const tags = child.content.match(this.rules.html.pattern);
        if (tags) found.push(this.finding("html", line, tags.join(" ")));
      } else if (child.type === "image") {
        const source = child.attrGet("src") ?? "";
        if (!PICTURE.test(source)) found.push(this.finding("picture", line, source));
        if (!strip(plain(child.children ?? []))) found.push(this.finding("picture-words", line, source));
      } else if (child.type === "link_open") {
        const end = children.findIndex((other, n) => n > place && other.type === "link_close" && other.level === child.level);
        found.push(this.finding("many-links", line), ...this.link(child.attrGet("href") ?? "", plain(children.slice(place, end)), line));
      }
    }
    return found;
  }

  /** What is wrong with a link, as a browser would read its address. */
  link(target, shown, line) {
    const flat = target.replace(/[\x00-\x20]/g, "");
    const scheme = SCHEME.exec(flat)?.[1].toLowerCase();
    if (scheme === "mailto") return [];
    if (scheme && !["http", "https"].includes(scheme)) return [this.finding("link-scheme", line, target)];
    const host = HOST.exec(target);
    if (!host) return scheme || /^(?:\/\/|\\|\/\\)/.test(flat) ? [this.finding("link-host", line, target)] : [];
    const claimed = CLAIM.exec(strip(shown)) ?? ADDRESS.exec(shown);
    const [said, real] = [letters(claimed?.[1] || claimed?.[2] || ""), letters(host[1])];
    return claimed && real !== said && !real.endsWith(`.${said}`) ? [this.finding("link-mask", line, `${strip(shown)} → ${target}`)] : [];
  }
}

/** To Python a Turkish i without its dot, and I with one, are an i where capitals do not matter. */
const turkish = (text) => text.replace(/[İı]/g, "i");
