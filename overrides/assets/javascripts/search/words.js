// Words as the search sees them: folded, split and cut to their stems, as hooks/search/languages.py does it for the index.

(() => {
  const finder = (globalThis.finder ??= {});
  const LONGEST = 40; // characters of a word that count: what is longer is data
  const KNOWN = 20_000; // stems that are kept in mind
  const SIGN = "[\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff]";
  const LETTERS = `(?:(?!${SIGN})[\\p{L}\\p{N}])+`;
  const WORD = new RegExp(`${SIGN}|${LETTERS}(?:['’]${LETTERS})*`, "gu");

  // What single languages have of their own, as hooks/search/grammar.py tells it.
  const SAME = { nb: "no", nn: "no" };
  const AS = { de: [/[ßẞ]/g, "ss"], fr: [/[œŒ]/g, "oe"], tr: [/I/g, "ı"] };
  const OWN = { da: "å", fi: "åäö", hu: "áéíóöőúüű", no: "å", pl: "ąćęńóśźż", ro: "ăâîșțşţ", ru: "й", sv: "åäö", tr: "çğöşü" };
  const MARKED = {
    ca: { cio: "ció" },
    fr: { ee: "ée", ees: "ées", erent: "èrent", ite: "ité", ites: "ités" },
    pt: { cao: "ção", coes: "ção", ao: "ão", oes: "ão" },
  };
  const POSSESSIVE = "['’]s$";
  const CUT = {
    ca: "^(?:d|l|m|n|s|t)['’]|['’](?:ls?|m|ns?|s|t)$",
    fr: `^(?:c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu)['’]|${POSSESSIVE}`,
    it: `^(?:c|d|l|m|n|s|t|v|gl|un|all|coll|dall|dell|nell|pell|sull|quell|quest|anch|com|cos|dov)['’]|${POSSESSIVE}`,
    pl: "(?<=..)['’].*$",
    tr: "(?<=..)['’].*$",
  };

  /** A text in lower case, without accents and other marks. */
  function fold(text) {
    return /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  }

  /** A word whose letters can be counted: a string, or where JavaScript counts some twice, a list. */
  function letters(word) {
    return /[\ud800-\udbff]/.test(word) ? [...word] : word;
  }

  const scratch = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1)); // one for all: a word is compared with thousands

  /** How many letters are wrong, missing, too many, or swapped with their neighbour; `most` + 1 for more than `most`. */
  function distance(one, other, most) {
    const [rows, columns] = [one.length, other.length];
    if (Math.abs(rows - columns) > most) return most + 1;
    let [earlier, before, row] = scratch;
    for (let j = 0; j <= columns; j++) before[j] = j;
    for (let i = 1; i <= rows; i++) {
      let least = (row[0] = i);
      for (let j = 1; j <= columns; j++) {
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, earlier[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [earlier, before, row] = [before, row, earlier];
    }
    return Math.min(before[columns], most + 1);
  }

  /**
   * How a language is searched, by its code ("de-AT" is "de"): its stemmer, which stem/<code>.js brought (none: words are their own
   * stems), and words that tell nothing.
   */
  function language(code, stemmer, words) {
    const short = code.split("-")[0].toLowerCase();
    const known = SAME[short] ?? short;
    const foreign = OWN[known] && new RegExp(`[^${OWN[known]}]+`, "gu");
    const cut = new RegExp(CUT[known] ?? POSSESSIVE, "gu");
    const marked = new Map(Object.entries(MARKED[known] ?? {}));
    const lengths = [...new Set([...marked.keys()].map(({ length }) => length))].sort((one, other) => other - one);
    const cutter = finder.stemmers?.[stemmer];
    const stop = new Set(words);
    const stems = new Map();

    function folded(text) {
      if (AS[known]) text = text.replace(...AS[known]);
      return foreign ? text.toLowerCase().normalize("NFC").replace(foreign, fold) : fold(text);
    }

    const split = (text) => (folded(text).match(WORD) ?? []).map(plain);

    function plain(word) {
      const bare = /['’]/.test(word) ? word.replace(cut, "").replace(/['’]/g, "") : word;
      return bare.length > LONGEST ? [...bare].slice(0, LONGEST).join("") : bare;
    }

    const spans = (text) => Array.from(text.matchAll(WORD), (match) => [match.index, match.index + match[0].length, split(match[0])]);

    function stem(word) {
      let found = stems.get(word);
      if (found === undefined) {
        if (stems.size >= KNOWN) stems.clear();
        stems.set(word, (found = cutter ? shortened(word) : word));
      }
      return found;
    }

    function shortened(word) {
      for (const length of lengths) {
        const ending = marked.get(word.slice(-length));
        if (ending && word.length > length + 1) return fold(cutter(word.slice(0, -length) + ending));
      }
      return cutter(word);
    }

    return { stop, split, spans, stem };
  }

  Object.assign(finder, { fold, letters, distance, language });
})();
