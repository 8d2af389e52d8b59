// The search for a site whose pages have Material's own script: a Worker in place of Material's, which speaks as that one does.
// 0 sets it up, 1 says that it is ready, 2 asks, 3 answers. hooks/find_anywhere.py puts it there.

importScripts("./inflate.js", "./words.js", "./shelf.js", "./ranking.js", "./answer.js");

const shelf = new finder.Shelf(new URL("../../../", location).href, async (name) => importScripts(new URL(name, location)));
let former;

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 0) postMessage({ type: 1 });
  if (type !== 2) return;
  former?.abort();
  const { signal } = (former = new AbortController());
  const text = data.replaceAll("*", ""); // Material's sign for a word that goes on
  const answer = await finder.answer(shelf, { text }, signal).catch(() => ({ results: [], words: [] }));
  if (!answer || signal.aborted) return; // nobody waits for an older one
  const terms = Object.fromEntries(answer.words.map((word) => [word, true]));
  postMessage({ type: 3, data: { items: answer.results.map((result) => entries(result, terms)) } });
});

/** A result as Material's script shows it: the page, and the sections that answer, whose texts it takes for HTML. */
function entries({ url, titleParts, summary, tags, score, sections }, terms) {
  const lead = sections.find(({ anchor }) => !anchor);
  const text = lead ? html(lead.excerpt) : escape(summary);
  const parts = sections.filter((part) => part !== lead);
  return [
    { location: url, title: html(titleParts), text, tags, score, terms },
    ...parts.map((part) => ({ location: `${url}#${part.anchor}`, title: html(part.titleParts), text: html(part.excerpt), score, terms })),
  ];
}

const escape = (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt()};`);
const html = (parts) => parts.map(([text, marked]) => (marked ? `<mark>${escape(text)}</mark>` : escape(text))).join("");
