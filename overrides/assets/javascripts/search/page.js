// The page of results. What is asked for stands in the address, so that each search can be kept, shared and gone back to:
// ?q=words, and a choice for each way to narrow it down.

globalThis.finder ??= {};

(() => {
  const STEP = 10; // results at a time
  const FACETS = { kind: "Kind", topic: "Topic", who: "Who calls it", takes: "How long it takes", year: "Year" };
  const REST = 700; // milliseconds without a letter, after which a search becomes one to go back to

  const { el } = finder;
  const part = (name) => document.querySelector(`[data-find-${name}]`);
  const form = part("form");
  const field = form.elements.q;
  const [found, heard, list, more, ways, jump, about] = ["found", "heard", "list", "more", "ways", "jump", "about"].map(part);
  const say = finder.speaker(found, heard);
  const title = document.title;
  const root = finder.root(form);
  const site = new URL("../", document.querySelector("link[rel=canonical]").href); // where it is published, for paper
  const engine = finder.open(root);
  let asking = 0;
  let resting;

  /** What the address asks for. */
  function asked() {
    const address = new URLSearchParams(location.search);
    const chosen = Object.keys(FACETS).flatMap((facet) => (address.get(facet) ? [[facet, [address.get(facet)]]] : []));
    return { text: address.get("q") ?? "", filters: Object.fromEntries(chosen) };
  }

  /** The address with some values in place of its own; without those that are empty. */
  function address(values) {
    const url = new URL(location.href);
    url.hash = "";
    for (const [name, value] of Object.entries(values)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url.href;
  }

  /** Ask for what the address says, and show so many results; with `from`, those after the ones that stand there. `how` it is said. */
  async function show({ count = STEP, from = 0, typing = false, how = { now: !typing } } = {}) {
    const mine = ++asking;
    const question = asked();
    const text = question.text.trim();
    document.title = text ? `${text} - ${title}` : title;
    if (!typing) field.value = question.text;
    about.hidden = Boolean(text); // ways to look without words
    if (!text) return put("", how, []);
    try {
      const answer = await engine.ask({ ...question, typing, facets: true, first: from, count });
      if (!answer || mine !== asking) return;
      const items = answer.results.map((result) => item(result, answer.words));
      if (from) list.append(...items);
      else put(finder.says(answer), how, items, answer.facets, question.filters);
      about.hidden = answer.total > 0;
      more.hidden = list.children.length >= answer.total;
      if (from) items[0]?.querySelector("a").focus();
    } catch {
      if (mine === asking) put(found.dataset.failed, { now: true }, []);
    }
  }

  function put(words, how, items, facets = {}, filters = {}) {
    const held = ways.contains(document.activeElement) && document.activeElement.dataset.value;
    say(words, how);
    list.replaceChildren(...items);
    ways.replaceChildren(...Object.keys(FACETS).flatMap((name) => way(name, facets[name] ?? [], filters[name]?.[0])));
    if (held) ([...ways.querySelectorAll("a")].find(({ dataset }) => dataset.value === held) ?? found).focus();
    jump.hidden = !ways.children.length;
    more.hidden = true;
  }

  function item(result, words) {
    const { about: text, places } = finder.parts(result);
    const link = (anchor, children) => {
      const href = finder.address(root, result.url, words, anchor);
      const to = new URL(result.url, site);
      to.hash = anchor;
      return el("a", { href, "data-to": to.href.split("://")[1] }, children);
    };
    return el("li", { class: "item find", "data-kind": result.kind },
      el("div", { class: "item__text" },
        finder.label(result.kind, "p"),
        el("h2", { class: "item__title" }, link("", finder.marked(result.titleParts))),
        el("p", { class: "item__summary" }, text),
        places.length > 0 && el("ul", { class: "find__places" }, places.map((place) =>
          el("li", {},
            place.step && finder.label("step"), " ",
            link(place.anchor, finder.marked(place.titleParts)), " ",
            el("span", { class: "find__about" }, finder.marked(place.excerpt)))))));
  }

  /** One way to narrow down what was found: its values as links. A choice that is followed again is taken back. */
  function way(name, values, chosen) {
    const shown = values.some(([value]) => value === chosen) || !chosen ? values : [[chosen, 0], ...values];
    if (!chosen && shown.length < 2) return [];
    const chip = ([value, count]) =>
      el("li", {}, el("a", { class: "chip", href: address({ [name]: value === chosen ? "" : value }), "aria-current": value === chosen && "true", "data-value": `${name} ${value}` },
        name === "kind" ? finder.kind(value) : value, " ", el("span", { class: "chip__count" }, count)));
    return [el("nav", { class: "chip-row", "aria-label": FACETS[name] },
      el("span", { class: "chip-row__name", "aria-hidden": "true" }, FACETS[name]),
      el("ul", { class: "chips" }, shown.map(chip)))];
  }

  /** Show what an address of this page asks for: one to come back to, or one in place of the one before. */
  function go(href, options, as = "pushState") {
    if (href !== location.href) history[as](null, "", href);
    return show(options);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(resting);
    resting = undefined;
    await go(address({ q: field.value.trim() }), { how: { aloud: "" } });
    found.focus(); // so that it is heard, and a phone puts its keyboard away
  });
  field.addEventListener("input", () => {
    go(address({ q: field.value }), { typing: true }, resting ? "replaceState" : "pushState");
    clearTimeout(resting);
    resting = setTimeout(() => { resting = undefined; }, REST);
  });
  ways.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.href);
  });
  more.addEventListener("click", () => {
    const from = list.children.length;
    history.replaceState({ count: from + STEP }, "");
    show({ from });
  });
  addEventListener("popstate", ({ state }) => show({ count: state?.count }));

  part("root").hidden = form.hidden = false;
  show({ count: history.state?.count });
})();
