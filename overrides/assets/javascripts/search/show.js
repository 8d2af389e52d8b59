// What the search found, as elements and words: for the field in the header (box.js) and for the page of results (page.js).
// A classic script, as all of the search are: it serves a copy that is opened from the disk as well.

globalThis.finder ??= {};

(() => {
  const REST = 700; // milliseconds without a letter, after which a screen reader is told

  /** An element with attributes, listeners and children. Words are only ever text here, whoever wrote them. */
  finder.el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") node.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child || child === 0));
    return node;
  };

  /** The site's root, from a form that leads to search/, or to the file in it. */
  finder.root = (form) => new URL("../", form.action).href;

  /** Where the page of results has what was found for some words. */
  finder.results = (form, text) => {
    const url = new URL(form.action);
    url.search = new URLSearchParams({ q: text.trim() });
    return url.href;
  };

  /** Where a page or a place in it is, and the words to mark there (marks.js). From the disk, a folder is the file in it. */
  finder.address = (root, page, words, anchor = "") => {
    const url = new URL(page, root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    if (words.length) url.search = new URLSearchParams({ h: words.join(" ") });
    url.hash = anchor;
    return url.href;
  };

  /** What a kind is called. */
  finder.kind = (kind) => kind.charAt(0).toUpperCase() + kind.slice(1);

  /** The label of a kind; a step wears the colour of its practice. */
  finder.label = (kind, tag = "span") => finder.el(tag, { class: "kind", "data-kind": kind === "step" ? "practice" : kind }, finder.kind(kind));

  /** Text in parts, of which some are the words that were asked for. */
  finder.marked = (parts) => parts.map(([text, marked]) => (marked ? finder.el("mark", {}, text) : text));

  /** What of a page is said below its title: where its words are, or what it is about. And the places in it that hold them. */
  finder.parts = ({ sections, summary }) => {
    const lead = sections.find(({ anchor }) => !anchor);
    return { about: lead?.excerpt.length ? finder.marked(lead.excerpt) : [summary], places: sections.filter(({ anchor }) => anchor) };
  };

  /** A way to say something: to eyes at once, to ears when the reader pauses; at once as well, or not at all. */
  finder.speaker = (seen, heard) => {
    let resting;
    return (words, { now = false, aloud = words } = {}) => {
      seen.textContent = words;
      clearTimeout(resting);
      resting = setTimeout(() => { heard.textContent = aloud; }, now ? 0 : REST);
    };
  };

  /** How many there are, in words. */
  finder.says = ({ total, corrected, text, missing }) => {
    const words = `“${(corrected ?? text).trim()}”`;
    if (!total) return `Nothing found for ${words}. Fewer or other words may help.`;
    const number = `${total} ${total === 1 ? "result" : "results"}`;
    const lost = missing ? ` ${missing} of them could not be loaded.` : "";
    return `${corrected ? `Showing results for ${words}: ${number}` : `${number} for ${words}`}.${lost}`;
  };
})();
