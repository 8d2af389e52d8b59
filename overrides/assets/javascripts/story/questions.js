// The file of a story from its answers, letter for letter as hooks/folio/questions.py makes it: a test compares the two.
// So "space" is what Python calls space, and a letter's marks are what Unicode calls combining.

export const LICENCE = "CC BY 4.0";

export const SPACE = "\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
export const NOT_SPACE = `[^A-Za-z0-9${SPACE}]`;
const LONGEST = 60;
const MOST_BYTES = 200;

export const words = (text) => text.split(SPACES).filter(Boolean);
export const strip = (text) => text.replace(ENDS, "");
const line = (text) => words(text).join(" ");

/** Half of a letter is no text that a file could hold. */
export const whole = (text) => text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");

/** Whether a character is a mark on the one before: only such are put in order. U+0345 comes after all others. */
const combines = (c) => c === "\u0345" || `\u0345${c}`.normalize("NFD") !== `\u0345${c.normalize("NFD")}`;

function slugify(text) {
  const plain = Array.from(text.normalize("NFKD")).filter((c) => c < "\x80" || !combines(c)).join("");
  const letters = Array.from(plain.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"));
  const bytes = new TextEncoder();
  let size = bytes.encode(letters.join("")).length;
  while (size > MOST_BYTES) size -= bytes.encode(letters.pop()).length;
  return letters.join("").replace(/^-+|-+$/g, "");
}

/** The name of a story's folder, from its title; `otherwise` where the title has no letters of a to z. */
export function fileName(title, otherwise) {
  let slug = slugify(title);
  if (/[^\x00-\x7F]/.test(slug)) slug = "";
  if (slug.length > LONGEST) {
    const cut = slug.slice(0, LONGEST + 1);
    slug = cut.slice(0, Math.max(0, cut.lastIndexOf("-"))) || slug.slice(0, LONGEST);
  }
  return slug.length > 2 ? slug : otherwise;
}

export function compose(answers, day) {
  const said = (name) => line(typeof answers[name] === "string" ? answers[name] : "");
  const ticked = (name) => answers[name] === true || answers[name] === "true";
  const scalar = JSON.stringify;
  const given = (...names) => names.filter(said).map((name) => `${name}: ${scalar(said(name))}`);

  const kind = said("kind") || "first-hand";
  const told = kind !== "retelling";
  const known = ["first-hand", "as-told-to", "retelling"].includes(kind);
  const rows = [
    `title: ${scalar(said("title"))}`,
    `date: ${day}`,
    `kind: ${known ? kind : scalar(kind)}`,
    told && said("teller") && `teller: {name: ${scalar(said("teller"))}, pseudonym: ${ticked("pseudonym")}}`,
    ...given("role", "sector", "country", "when"),
    `names_changed: ${ticked("names_changed")}`,
    told && ticked("consent") && "consent: true",
    ticked("licence") && `licence: ${LICENCE}`,
    ...given("ai_use"),
    ...(!told && said("sources") ? ["sources:", `  - ${scalar(said("sources"))}`] : []),
    ...(answers.practices?.length ? ["practices:", ...answers.practices.map((step) => `  - ${scalar(step)}`)] : []),
    ...given("freedom", "cost", "change"),
  ];
  const text = (answers.text ?? "").replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  return `---\n${rows.filter(Boolean).join("\n")}\n---\n\n${text}\n`;
}
