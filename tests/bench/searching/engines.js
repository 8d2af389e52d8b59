// How each engine is asked in a browser: `open(root)` brings what it needs to a first question, and gives `ask(text, typing)`, which
// promises the first ten pages as [address, [anchors of the sections that are shown]].

globalThis.engines = {
  async ours(root) {
    await script(`${root}assets/javascripts/search/client.js`);
    const search = finder.open(root);
    return async (text, typing) => (await search.ask({ text, typing })).results.map(({ url, sections }) => [url, sections.map(({ anchor }) => anchor)]);
  },

  async material(root) {
    const worker = new Worker(`${root}worker.js`);
    const index = await (await fetch(`${root}search_index.json`)).json();
    const told = (message) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data.data);
        worker.postMessage(message);
      });
    await told({ type: 0, data: { ...index, options: { suggest: false } } });
    return async (text) => {
      const { items } = await told({ type: 2, data: text });
      return items.slice(0, 10).map((entries) => {
        const places = entries.map(({ location }) => location.split("#"));
        return [places[0][0], places.map(([, anchor]) => anchor).filter(Boolean)];
      });
    };
  },

  async pagefind(root) {
    const pagefind = await import(`${root}pagefind/pagefind.js`);
    await pagefind.init();
    return async (text) => {
      const { results } = await pagefind.search(text);
      const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return pages.map(({ raw_url, url, sub_results }) => [
        decodeURI(raw_url ?? url).replace(/^\//, "").replace(/index\.html$/, ""),
        sub_results.map((part) => decodeURIComponent(part.url.split("#")[1] ?? "")).filter(Boolean),
      ]);
    };
  },

  async minisearch(root) {
    const [{ default: MiniSearch }, { options }] = await Promise.all([import(`${root}minisearch.mjs`), import(`${root}options.mjs`)]);
    const index = MiniSearch.loadJSON(await (await fetch(`${root}index.json`)).text(), options);
    return async (text) => index.search(text).slice(0, 10).map(({ id }) => [id, []]);
  },
};

function script(address) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject })));
}
