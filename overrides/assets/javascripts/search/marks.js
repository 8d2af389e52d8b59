// Marks on a page the words that somebody searched for: ?h= in its address. Nothing but marks comes into the text, and one
// button takes them away again.

globalThis.finder ??= {};

(() => {
  const TEXTS = "main h1, main .standfirst, [data-md-component=content]";
  const NOT = "nav, aside, button, select, textarea, script, style, svg, math, mark, .headerlink, .chips, .kind, .sr";

  /** Mark the words of the address, and unfold what is named in it. */
  finder.marks = () => {
    const asked = new URLSearchParams(location.search).get("h") ?? "";
    const { lang, dataset } = document.documentElement;
    const language = finder.language(lang, dataset.stemmer);
    const wanted = new Set(language.split(asked).map(language.stem));
    const marks = wanted.size ? texts().flatMap((text) => mark(text, wanted, language)) : [];
    if (marks.length) offer(marks);
    unfold();
    addEventListener("hashchange", unfold);
  };

  /** The texts of the page that are there to be read. */
  function texts() {
    const found = new Set();
    for (const part of document.querySelectorAll(TEXTS)) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(NOT)) found.add(walker.currentNode);
    }
    return [...found];
  }

  /** Mark what is wanted in a text, from its end to its beginning, so that places in it stay right. */
  function mark(text, wanted, { spans, stem }) {
    const places = spans(text.data).filter(([, , words]) => words.some((word) => wanted.has(stem(word))));
    return places.reverse().map(([from, to]) => {
      const mark = document.createElement("mark");
      mark.className = "found-word";
      const found = text.splitText(from);
      found.splitText(to - from);
      found.replaceWith(mark);
      mark.append(found);
      return mark;
    });
  }

  function offer(marks) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button marks", textContent: "Take the marks away" });
    button.addEventListener("click", () => {
      const address = new URL(location.href);
      address.searchParams.delete("h");
      history.replaceState(history.state, "", address);
      for (const mark of marks) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent.normalize();
      }
      button.remove();
      document.querySelector("main").focus({ preventScroll: true });
    });
    document.querySelector("main").append(button);
  }

  /** What the address names may lie in something that is folded. */
  function unfold() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folds = [];
    for (let fold = place?.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) folds.push(fold);
    for (const fold of folds) fold.open = true;
    if (folds.length) place.scrollIntoView();
  }
})();
