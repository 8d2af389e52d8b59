// An answer as it is shown: titles and excerpts, with the words that were asked for marked.

(() => {
  const finder = (globalThis.finder ??= {});
  const PASSAGE = 28; // words of an excerpt
  const BEFORE = 6; // of them before the first that is marked

  /**
   * Answer a question (client.js): `{text, total, results, missing, words, corrected, facets}`.
   *
   * A result is `{url, title, titleParts, kind, summary, tags, score, sections}`, a section `{anchor, title, titleParts, step, excerpt}`; parts
   * and excerpts are lists of `[text, marked]`. `missing` results could not be fetched. `words`, folded, are what to mark on these pages;
   * `corrected` is what the question was taken for, if not for what it says; `facets` lists, if asked for, `[value, count]`.
   * Null as soon as nobody waits for it.
   */
  finder.answer = async (shelf, question, signal) => {
    const attempt = async (anyway) => {
      const index = await shelf.index;
      return shown(index, question, await finder.rank(index, question, signal, anyway));
    };
    try {
      return await attempt(false);
    } catch (error) {
      if (!(error instanceof finder.Missing)) throw error;
      shelf.renew(); // the site is not what it was
      return attempt(true);
    }
  };

  function shown({ language: { spans, stem } }, { text }, ranked) {
    if (!ranked) return null;
    const { words, total, results, missing, corrected, facets } = ranked;
    const looked = finder.lookup(words);
    const seen = new Map();

    /** The words of a text: where each begins and ends, and which word of the question it is. */
    function read(text) {
      return spans(text).map(([start, end, own]) => {
        const word = own.find((one) => looked.has(stem(one)));
        if (word !== undefined) seen.set(word, looked.get(stem(word)));
        return [start, end, word === undefined ? -1 : looked.get(stem(word))];
      });
    }

    const whole = (text) => parts(text, read(text), 0, text.length);

    function excerpt(text) {
      const spans = read(text);
      if (!spans.length) return [];
      const from = Math.max(0, densest(spans) - BEFORE);
      const to = Math.min(spans.length, from + PASSAGE);
      return [
        ...(from ? [["… ", false]] : []),
        ...parts(text, spans.slice(from, to), from && spans[from][0], to < spans.length ? spans[to - 1][1] : text.length),
        ...(to < spans.length ? [[" …", false]] : []),
      ];
    }

    const made = results.map(({ fragment: { url, title, kind, summary, tags }, score, places }) => ({
      ...{ url, title, titleParts: whole(title), kind, summary, tags, score },
      sections: places.map(({ section: [anchor, title, text, step] }) => (
        { anchor, title, titleParts: whole(title), step: Boolean(step), excerpt: excerpt(text) })),
    }));
    const marked = [...seen].sort(([, one], [, other]) => one - other).map(([word]) => word);
    return { text, total, results: made, missing, words: marked, corrected, facets };
  }

  /** The word at which the passage begins that has the most words of the question. */
  function densest(spans) {
    let [best, most] = [0, 0];
    spans.forEach(([, , place], start) => {
      if (place < 0) return;
      const has = new Set(spans.slice(start, start + PASSAGE - BEFORE).map(([, , other]) => other)).size;
      if (has > most) [best, most] = [start, has];
    });
    return best;
  }

  /** A piece of a text, cut where a word begins or ends to be marked. */
  function parts(text, spans, from, to) {
    const cut = [];
    for (const [start, end, place] of spans) {
      if (place < 0) continue;
      if (start > from) cut.push([text.slice(from, start), false]);
      cut.push([text.slice(start, end), true]);
      from = end;
    }
    if (to > from) cut.push([text.slice(from, to), false]);
    return cut;
  }
})();
