// Which pages answer a question best, and why. hooks/search/question.py and ranking.py do the same, and tell how; so do their names.

(() => {
  const finder = (globalThis.finder ??= {});
  const SATURATION = 2;
  const LENGTH = 0.8;
  const FIELDS = [[16, 20], [32, 4], [64, 4], [128, 6]];
  const [SYNONYM, ENDING, CORRECTED] = [0.6, 0.9, 0.8];
  const [ENDINGS, CORRECTIONS] = [12, 3];
  const WORDS = 32;
  const AGAIN = 10;
  const [OF_TITLE, OF_HEADING, OF_PASSAGE, OF_ORDER] = [1.2, 0.5, 0.6, 0.4];
  const AS_TITLE = 0.4;
  const OTHER_FORM = 0.7;
  const PASSAGE = 24;
  const SHOWN = 3;

  const rounded = (score) => Math.floor(score * 1e6 + 0.5);
  const better = (one, other) => rounded(other.score) - rounded(one.score) || one.number - other.number;
  const compare = (one, other) => (one < other ? -1 : Number(one > other));

  /**
   * Answer a question (client.js) from an index: `{words, total, results, missing, corrected, facets}`. A result is
   * `{number, fragment, score, places}`, a place `{section, points}`. `missing` of the results could not be fetched; if one of them does not
   * exist, that is an error unless it is expected `anyway`. Null as soon as nobody waits for it.
   */
  async function rank(index, { text, typing = true, filters = {}, facets = false, first = 0, count = 10 }, signal, anyway) {
    const { words, corrected } = await understand(index, text, typing);
    if (signal?.aborted) return null;
    await Promise.all(words.map(async (word) => (word.found = await Promise.all([...word.stems.keys()].map((stem) => index.postings(stem))))));
    if (signal?.aborted) return null;
    let scores = score(index, words);
    let counts;
    const wanted = Object.entries(filters).filter(([, values]) => values.length);
    if (facets || wanted.length) {
      const known = await index.facets();
      const chosen = wanted.map(([name, values]) => [name, new Set(values.map((value) => known.names[name]?.indexOf(value)))]);
      if (facets) counts = countFacets(known, scores, chosen);
      scores = scores.filter(({ number }) => fits(known, number, chosen));
    }
    const ranked = scores.sort(better);
    let missing = 0;

    async function judged(pages) {
      const fragments = await Promise.allSettled(pages.map(({ number }) => index.fragment(number)));
      const failures = fragments.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
      const [gone] = anyway ? [] : failures.filter((failure) => failure instanceof finder.Missing);
      if (gone || (failures.length && failures.length === pages.length)) throw gone ?? failures[0];
      missing += failures.length;
      return pages.flatMap(({ number, score }, at) => {
        const { value } = fragments[at];
        return value ? [judge(index, number, value, score, words)] : [];
      });
    }

    const again = await judged(first < AGAIN ? ranked.slice(0, AGAIN) : []);
    const others = await judged(ranked.slice(Math.max(first, AGAIN), first + count));
    const results = [...again.sort(better).slice(first, first + count), ...others];
    return signal?.aborted ? null : { words, total: ranked.length, results, missing, corrected, facets: counts };
  }

  // What is asked

  async function understand(index, text, typing) {
    const { stop, split, stem } = index.language;
    const said = split(text);
    const asked = [...new Set(said)].slice(0, WORDS);
    const begun = typing && /(?:\p{L}|\p{N})$/u.test(text) ? said.at(-1) : undefined; // Chromium 156 is wrong about [\p{L}\p{N}]$ beyond U+FFFF
    const kept = asked.filter((word) => !stop.has(word) || word === begun);
    const told = kept.length ? kept : asked;
    const taken = new Map();
    const words = await Promise.all(
      told.map(async (word) => {
        const own = stem(word);
        const [stands, ends] = await Promise.all([index.postings(own), word === begun ? endings(index, word) : []]);
        const ended = (endings) => new Map(endings.map((ending) => [stem(ending), ENDING])).set(own, 1);
        let stems = ended(ends);
        const forms = new Set([word, ...ends]);
        if (!stands.length && stems.size === 1) {
          const corrections = await correct(index, word, word === begun);
          for (const [correction, wrong] of [...corrections].reverse()) stems.set(stem(correction), CORRECTED ** wrong);
          const others = corrections.length ? corrections.map(([correction]) => correction) : await endings(index, word);
          for (const other of others) forms.add(other);
          if (!corrections.length) stems = ended(others);
          else if (word !== begun) taken.set(word, corrections[0][0]);
        }
        return { text: word, stems, forms, times: said.filter((one) => one === word).length, extra: false, rarity: 0 };
      }),
    );
    words.push(...synonyms(index, words));
    const corrected = taken.size ? said.map((word) => taken.get(word) ?? word).join(" ") : null;
    return { words, corrected };
  }

  async function endings(index, begun) {
    if ([...begun].length < 2) return [];
    const lines = (await index.spellings(begun)).filter((line) => line.startsWith(begun) && line[begun.length] !== "\t");
    const found = lines.map((line) => [line.slice(0, -2), Number(line.at(-1))]);
    found.sort(([one, first], [other, second]) => second - first || compare(one, other));
    return found.slice(0, ENDINGS).map(([word]) => word);
  }

  async function correct(index, word, begun) {
    const letters = finder.letters(word);
    const most = letters.length < 4 ? 0 : letters.length < 7 ? 1 : 2;
    const found = [];
    for (const letter of most ? new Set([letters[0], letters[1]]) : []) {
      for (const line of await index.spellings(letter)) {
        const other = line.slice(0, -2);
        const its = finder.letters(other);
        let wrong = finder.distance(letters, its, most);
        if (wrong > most && begun && its.length > letters.length) wrong = finder.distance(letters, its.slice(0, letters.length), most);
        if (wrong <= most) found.push([other, wrong, Number(line.at(-1))]);
      }
      if (found.length) break;
    }
    found.sort(([one, few, often], [other, many, rare]) => few - many || rare - often || compare(one, other));
    return found.slice(0, CORRECTIONS).filter(([, wrong]) => wrong === found[0][1]);
  }

  function synonyms(index, words) {
    const { stop, stem } = index.language;
    const own = words.map((word) => stem(word.text));
    const extra = new Map();
    for (const group of index.synonyms) {
      for (const phrase of group) {
        for (let start = 0; start + phrase.length <= own.length; start++) {
          if (!phrase.every((stem, place) => own[start + place] === stem)) continue;
          for (const other of group) {
            if (other === phrase) continue;
            const { stems } = words[start];
            if (other.length > 1 || phrase.length > 1) {
              for (const stem of other) if (!own.includes(stem)) extra.set(stem, Math.max(SYNONYM / other.length, extra.get(stem) ?? 0));
            } else if (!stems.has(other[0])) stems.set(other[0], SYNONYM);
          }
        }
      }
    }
    return [...extra].filter(([stem]) => !stop.has(stem)).map(([stem, worth]) => ({ text: stem, stems: new Map([[stem, worth]]), times: 1, extra: true, rarity: 0 }));
  }

  // All pages

  /** The score of each page that has any of the words. */
  function score({ pages, lengths, average }, words) {
    const scores = new Float64Array(pages);
    const matched = new Float64Array(pages);
    const best = new Float64Array(pages);
    const worths = new Float64Array(256).map((_, code) => FIELDS.reduce((often, [bit, weight]) => (code & bit ? often + weight : often), 0));
    for (const word of words) {
      best.fill(0);
      let having = 0;
      [...word.stems.values()].forEach((worth, place) => {
        for (const posting of word.found[place]) {
          const number = posting >>> 8;
          const often = (posting & 15) / (1 - LENGTH + LENGTH * (lengths[number] / (average || 1))) + worths[posting & 255];
          const share = (worth * often) / (SATURATION + often);
          if (!best[number]) having++;
          if (share > best[number]) best[number] = share;
        }
      });
      word.rarity = having && word.times * Math.log(1 + (pages - having + 0.5) / (having + 0.5));
      for (let number = 0; having && number < pages; number++) {
        if (!best[number]) continue;
        scores[number] += word.rarity * best[number];
        matched[number] += (word.extra ? SYNONYM : 1) * word.rarity;
      }
    }
    const whole = total(words);
    const found = [];
    for (let number = 0; number < pages; number++) {
      if (scores[number]) found.push({ number, score: scores[number] * Math.min(1, matched[number] / whole) });
    }
    return found;
  }

  /** How much all words that were asked for tell. */
  const total = (words) => words.reduce((all, word) => (word.extra ? all : all + word.rarity), 0) || 1;

  const fits = ({ values }, number, chosen, but) => chosen.every(([name, places]) => name === but || values[name]?.[number].some((place) => places.has(place)));

  function countFacets(known, pages, chosen) {
    const { names, values } = known;
    return Object.fromEntries(
      Object.keys(names).map((name) => {
        const counts = new Array(names[name].length).fill(0);
        for (const { number } of pages) if (fits(known, number, chosen, name)) for (const place of values[name][number]) counts[place]++;
        return [name, counts.map((count, place) => [names[name][place], count]).filter(([, count]) => count)];
      }),
    );
  }

  // The first pages, again

  function judge({ language: { stop, split, stem } }, number, fragment, base, words) {
    const looked = lookup(words);
    const whole = total(words);
    const shares = new Map();

    /** The words of a text, and for each which word of the question it is; -1 for none. */
    function read(text) {
      const own = split(text);
      return { own, places: own.map((one) => looked.get(stem(one)) ?? -1) };
    }

    /** How much of the question some of its words are. At most 32 of them were asked for: they fit into one number. */
    function share(places) {
      let set = 0;
      for (const place of places) if (place >= 0 && !words[place].extra) set |= 1 << place;
      if (!shares.has(set)) shares.set(set, words.reduce((all, word, place) => (set & (1 << place) ? all + word.rarity : all), 0) / whole);
      return shares.get(set);
    }

    /** How much of the question a heading is, and how much of the heading the question, which counts half. */
    function close({ own, places }) {
      const covered = new Map();
      let [told, asked] = [0, 0];
      places.forEach((place, at) => {
        if (place >= 0 || !stop.has(own[at])) told++;
        if (place < 0) return;
        asked++;
        if (!words[place].extra) covered.set(place, Math.max(covered.get(place) ?? 0, words[place].forms.has(own[at]) ? 1 : OTHER_FORM));
      });
      const held = words.reduce((all, word, place) => all + word.rarity * (covered.get(place) ?? 0), 0) / whole;
      return told ? (held * (1 + asked / told)) / 2 : 0;
    }

    /** How much of the question the best passage of a text is. */
    function passage(places) {
      return places.reduce((best, place, start) => (place < 0 ? best : Math.max(best, share(places.slice(start, start + PASSAGE)))), 0);
    }

    const title = read(fragment.title);
    const said = [fragment.summary, ...fragment.about].map(read);
    const titled = Math.max(close(title), ...fragment.tags.map((tag) => AS_TITLE * close(read(tag))));
    const best = OF_PASSAGE * Math.max(...said.map(({ places }) => passage(places)));
    let order = Math.max(...[title, ...said].map(({ places }) => inOrder(places, words.length)));
    const found = [];
    for (const section of fragment.sections) {
      const [heading, text] = [read(section[1]), read(section[2])];
      order = Math.max(order, inOrder(heading.places, words.length), inOrder(text.places, words.length));
      const points = OF_HEADING * close(heading) + OF_PASSAGE * passage([...heading.places, ...text.places]);
      found.push({ section, points: rounded(points) });
    }
    found.sort((one, other) => other.points - one.points);
    const answered = found[0]?.points ?? 0;
    const score = base * (1 + OF_TITLE * titled + Math.max(answered / 1e6, best) + OF_ORDER * order);
    return { number, fragment, score, places: found.filter(({ points }) => points && points >= answered / 2).slice(0, SHOWN) };
  }

  /** For each stem that is looked for, the place of the word that it is of. */
  function lookup(words) {
    const looked = new Map();
    words.forEach((word, place) => {
      for (const stem of word.stems.keys()) if (!looked.has(stem)) looked.set(stem, place);
    });
    return looked;
  }

  function inOrder(places, words) {
    if (words < 2) return 0;
    const pairs = new Set();
    for (let at = 1; at < places.length; at++) if (places[at - 1] >= 0 && places[at] === places[at - 1] + 1) pairs.add(places[at]);
    return pairs.size / (words - 1);
  }

  Object.assign(finder, { rank, lookup });
})();
