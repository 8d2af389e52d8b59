// The field in the header: while somebody types, what is found appears below it, with Material's classes and keys. Letters that
// are typed before the engine is there stay in the field, and are asked for then.

globalThis.finder ??= {};

(() => {
  /** Bring a field to life, and open it if it has the focus. */
  finder.box = (field) => {
    const { form } = field;
    const { el } = finder;
    const search = field.closest(".md-search");
    const toggle = document.getElementById("__search");
    const [meta, said, list, all] = ["meta", "said", "list", "all"].map((part) => search.querySelector(`.md-search-result__${part}`));
    const { waiting, failed } = meta.dataset;
    const root = finder.root(form);
    const engine = finder.open(root);
    const say = finder.speaker(meta, said);
    let shown; // the text whose results stand in the list

    async function ask() {
      const text = field.value;
      if (!text.trim()) return empty(waiting, { aloud: "" });
      try {
        const answer = await engine.ask({ text, typing: true });
        if (answer && text === field.value) show(answer, text);
      } catch {
        if (text === field.value) empty(failed, { now: true });
      }
    }

    function empty(words, how) {
      shown = undefined;
      list.replaceChildren();
      all.replaceChildren();
      say(words, how);
    }

    function show(answer, text) {
      const { results, total, words } = answer;
      list.replaceChildren(...results.map((result) => item(result, words)));
      all.replaceChildren(...(total > 1 ? [el("a", { class: "md-search-result__link", href: finder.results(form, text) }, `All ${total} results`)] : []));
      list.parentElement.parentElement.scrollTop = 0;
      shown = text;
      say(finder.says(answer));
    }

    function item(result, words) {
      const { about, places } = finder.parts(result);
      const entry = (place, label, text) =>
        el("a", { class: "md-search-result__link", href: finder.address(root, result.url, words, place.anchor) },
          el("div", { class: "md-search-result__article md-typeset" },
            label, " ",
            el("span", { class: "md-search-result__title" }, finder.marked(place.titleParts)), " ",
            el("span", { class: "md-search-result__about" }, text)));
      return el("li", { class: "md-search-result__item" },
        entry(result, finder.label(result.kind), about),
        places.length > 0 && el("ul", { class: "md-search-result__places" },
          places.map((place) => el("li", {}, entry(place, place.step && finder.label("step"), finder.marked(place.excerpt))))));
    }

    function open() {
      toggle.checked = true;
      if (shown !== field.value) ask();
    }

    function close() {
      toggle.checked = false;
      document.activeElement.blur();
    }

    /** Go on to the next of the field and the links below it, or back to the one before. */
    function move(by) {
      const stops = [field, ...search.querySelectorAll(".md-search-result a")];
      stops.at((stops.indexOf(document.activeElement) + by) % stops.length).focus();
    }

    field.addEventListener("focus", open);
    field.addEventListener("input", open);
    form.addEventListener("reset", () => setTimeout(() => { field.focus(); open(); }));
    form.addEventListener("submit", (event) => {
      const best = shown === field.value && list.querySelector("a");
      if (!best) return; // the page of results it is
      event.preventDefault();
      best.click();
    });
    toggle.addEventListener("change", () => (toggle.checked ? field.focus() : document.activeElement.blur()));
    // Whoever tabs on has left the search: nothing of it may lie over what has the focus now.
    search.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !search.contains(relatedTarget)) toggle.checked = false;
    });
    search.addEventListener("keydown", (event) => {
      const { key, isComposing, altKey, ctrlKey, metaKey } = event;
      if (isComposing || altKey || ctrlKey || metaKey) return;
      if (key === "Escape") close();
      else if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        move(key === "ArrowDown" ? 1 : -1);
      } else if (key.length === 1 && key !== " " && document.activeElement !== field) field.focus();
    });
    if (document.activeElement === field) open(); // who has gone on by now is left alone
  };
})();
