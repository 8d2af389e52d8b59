// The way to the search, for whatever shows it. It works in a Worker beside the page; in a copy of the site on a disk, where
// browsers allow none, in the page itself.

(() => {
  const finder = (globalThis.finder ??= {});
  const PLACE = "assets/javascripts/search/";
  const engines = new Map();

  /**
   * The search of the site at `root`, an absolute address with a slash at its end. `ask` takes a question:
   * `{text, typing = true, filters = {}, facets = false, first = 0, count = 10}`, where `filters` has a list of values for each facet
   * that is chosen by. It promises an answer (answer.js), or null once a newer question was asked here. It rejects when there is no network.
   */
  finder.open = (root) => {
    let former;
    engine(root)
      .then((answer) => answer({ text: "" }, new AbortController().signal)) // reads the index before a letter is typed
      .catch(() => {}); // who asks will be told
    return {
      ask(question) {
        former?.abort();
        const { signal } = (former = new AbortController());
        return new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => resolve(null));
          engine(root).then((answer) => (signal.aborted ? null : answer(question, signal))).then(resolve, reject);
        });
      },
    };
  };

  /** What answers questions about a site: one for each site, however many ask. */
  function engine(root) {
    if (!engines.has(root)) {
      const begun = begin(root);
      engines.set(root, begun);
      begun.catch(() => engines.delete(root)); // the next time there may be a network
    }
    return engines.get(root);
  }

  async function begin(root) {
    if (typeof Worker === "undefined" || !root.startsWith("http")) return besides(root);
    const worker = new Worker(new URL("search/finder.js", root));
    const waiting = new Map();
    let number = 0;
    worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.error === undefined) resolve(data.answer);
      else reject(new Error(data.error));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      engines.delete(root);
      for (const { reject } of waiting.values()) reject(new Error("The search could not be loaded."));
      worker.terminate();
    });
    worker.postMessage({ root });
    return (question, signal) =>
      new Promise((resolve, reject) => {
        const own = ++number;
        waiting.set(own, { resolve, reject });
        signal.addEventListener("abort", () => worker.postMessage({ number: own }));
        worker.postMessage({ number: own, question });
      });
  }

  /** The search in the page itself. */
  async function besides(root) {
    const bring = (name) =>
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${name} could not be loaded.`));
        script.src = new URL(PLACE + name, root);
        document.head.append(script);
      });
    await Promise.all(["inflate.js", "words.js", "shelf.js", "ranking.js", "answer.js"].map(bring));
    const shelf = new finder.Shelf(root, bring);
    return (question, signal) => finder.answer(shelf, question, signal);
  }
})();
