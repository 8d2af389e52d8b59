// The files of the search: fetched, unpacked and read, a few of them kept in memory. What was fetched once is kept by the browser
// as well, so that it answers where there is no network.

(() => {
  const finder = (globalThis.finder ??= {});
  const ROOM = 2 << 20; // bytes in memory, unpacked
  const LASTING = /^[0-9a-f]{8}$/; // names of files that never change: each is the digest of what it holds

  /** There is no such file, or it is none of the search's: the site was renewed, or something stands between it and us. */
  class Missing extends Error {}

  const handed = new Map();

  /** What each file calls when it is loaded as a script. */
  finder.take = (name, data) => handed.get(name)?.(data);

  /** The search of the site at `root`, an absolute address. `bring` loads a script that stands beside this one, and promises it. */
  class Shelf {
    #folder;
    #bring;
    #cache;
    #kept = new Map();
    #size = 0;
    #index;

    constructor(root, bring) {
      this.#folder = `${root}search/`;
      this.#bring = bring;
      this.#cache = globalThis.caches?.open(`finder ${root}`).catch(() => undefined); // a browser may keep nothing for a site
    }

    /** What everything begins with, the same until it is renewed. */
    get index() {
      this.#index ??= this.#open().catch((error) => {
        this.#index = undefined; // the next time there may be a network
        throw error;
      });
      return this.#index;
    }

    /** Forget the index: it names files that are no more. */
    renew() {
      this.#index = undefined;
      for (const name of this.#kept.keys()) if (!LASTING.test(name)) this.#drop(name);
    }

    async #open() {
      const data = JSON.parse(text(await this.#data("index")));
      if (data.version !== 1) throw new Error("The search is newer than this page.");
      const { stemmer } = data;
      const brought = !stemmer || finder.stemmers?.[stemmer] || this.#bring(`stem/${stemmer}.js`);
      const [documents] = await Promise.all([this.#data(data.documents), brought]);
      const index = new Index(data, documents, (name) => this.#data(name));
      this.#tidy(data, new Set(index.ids)).catch(() => {}); // the next time
      return index;
    }

    /** The bytes of a file, which nobody may change. Those that were not asked for the longest are forgotten first. */
    #data(name) {
      const kept = this.#kept.get(name);
      this.#kept.delete(name);
      const file = kept ?? { size: 0, bytes: this.#fetch(name) };
      this.#kept.set(name, file);
      if (!kept) file.bytes.then(({ length }) => this.#count(name, file, length), () => this.#kept.get(name) === file && this.#drop(name));
      return file.bytes;
    }

    #count(name, file, size) {
      if (this.#kept.get(name) !== file) return;
      this.#size += file.size = size;
      for (const other of this.#kept.keys()) {
        if (this.#size <= ROOM) break;
        if (other !== name) this.#drop(other);
      }
    }

    #drop(name) {
      this.#size -= this.#kept.get(name).size;
      this.#kept.delete(name);
    }

    async #fetch(name) {
      const address = `${this.#folder}${name}.js`;
      if (!address.startsWith("http")) return inflated(await load(name, address));
      const lasting = LASTING.test(name);
      const cache = await this.#cache;
      const kept = await cache?.match(address).then(async (answer) => answer && unpack(name, await answer.text())).catch(() => undefined);
      if (kept && lasting) return kept;
      let status;
      try {
        const answer = await fetch(address, { cache: lasting ? "default" : "no-cache" });
        status = answer.status;
        if (!answer.ok) throw new Error(`${address}: ${status}`);
        const line = await answer.text();
        const bytes = unpack(name, line);
        cache?.put(address, new Response(line)).catch(() => {}); // there may be no room
        return bytes;
      } catch (error) {
        if (status === 404 || status === 410) throw new Missing(address);
        if (kept) return kept;
        throw error;
      }
    }

    /** Let the browser forget files that the index names no more. */
    async #tidy({ documents, facets, words, spellings }, ids) {
      const names = new Set(["index", documents, facets, ...words[1], ...spellings[1]]);
      const cache = await this.#cache;
      for (const { url } of (await cache?.keys()) ?? []) {
        const name = url.slice(this.#folder.length, -".js".length);
        if (!names.has(name) && !ids.has(parseInt(name.replace("pages/", ""), 16))) await cache.delete(url);
      }
    }
  }

  /** An index, and what it leads to. `file` gives the bytes of a file by its name. */
  class Index {
    #data;
    #file;

    constructor(data, documents, file) {
      this.#data = data;
      this.#file = file;
      this.pages = data.pages;
      this.average = data.length;
      this.synonyms = data.synonyms;
      this.language = finder.language(data.languages[0], data.stemmer, data.stop);
      Object.assign(this, readDocuments(documents, data.pages));
    }

    /** Where a word stands: for each page its number times 256 and its code (hooks/search/postings.py), in the order of the numbers. */
    async postings(stem) {
      const [firsts, names] = this.#data.words;
      let [low, high] = [0, firsts.length]; // between them lies where the first file begins whose words come later
      while (low < high) {
        const middle = (low + high) >> 1;
        if (firsts[middle] <= stem) low = middle + 1;
        else high = middle;
      }
      return readPostings(low ? entry(await this.#file(names[low - 1]), stem) : []);
    }

    /** The words that begin with the same letter, each with a tab and its class, one digit, behind it. */
    async spellings(word) {
      const [firsts, names] = this.#data.spellings;
      const place = firsts.findIndex((first) => letter(first) === letter(word));
      return place < 0 ? [] : text(await this.#file(names[place])).split("\n").slice(0, -1);
    }

    /** By what pages can be chosen: the values of each facet, and for each page their places among them. */
    async facets() {
      return JSON.parse(text(await this.#file(this.#data.facets)));
    }

    /** What is known of a page, by its number. */
    async fragment(number) {
      return JSON.parse(text(await this.#file(`pages/${this.ids[number].toString(16).padStart(6, "0")}`)));
    }
  }

  const text = (bytes) => new TextDecoder().decode(bytes);

  /** What the words of one file of spellings have in common (hooks/search/spellings.py). */
  function letter(word) {
    const first = word.codePointAt(0);
    return first < 97 ? 0 : first <= 122 ? first : first < 256 ? 123 : first & ~255;
  }

  /** What a file hands over, loaded as a script: the one way from a disk. */
  function load(name, address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      handed.set(name, resolve);
      script.onload = script.onerror = () => {
        handed.delete(name);
        script.remove();
        reject(new Missing(address)); // too late to matter, if it has handed over
      };
      script.src = address;
      document.head.append(script);
    });
  }

  function unpack(name, line) {
    const said = /^finder\.take\("([^"]*)","([\w+/=]*)"\);\n$/.exec(line);
    if (said?.[1] !== name) throw new Missing(`${name} is none of the search's files`);
    return inflated(said[2]);
  }

  const inflated = (data) => finder.inflate(Uint8Array.from(atob(data), (char) => char.charCodeAt(0)));

  // What the files hold, as hooks/search/index.py and postings.py write it. Numbers are LEB128.

  let at; // the place in the data that are read

  function number(data) {
    let [byte, found, shift] = [0, 0, 0];
    do {
      byte = data[at++];
      found |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return found;
  }

  function readDocuments(data, pages) {
    let id = 0;
    at = 0;
    const ids = new Uint32Array(pages).map(() => (id += number(data)));
    return { ids, lengths: Float64Array.from(data.subarray(at), (kind) => 2 ** (kind / 8) - 1) };
  }

  /** The postings of a word, as they are written, in a file of words that share letters with the word before them. */
  function entry(data, word) {
    const wanted = new TextEncoder().encode(word);
    let same = 0; // how many bytes the word before shares with the one that is wanted
    for (at = 0; at < data.length; ) {
      const [shared, more] = [data[at], data[at + 1]];
      at += 2;
      const found = shared <= same;
      if (found) for (same = shared; same < shared + more && data[at + same - shared] === wanted[same]; ) same++;
      at += more;
      const length = number(data);
      if (found && same === shared + more && same === wanted.length) return data.subarray(at, at + length);
      at += length;
    }
    return new Uint8Array();
  }

  function readPostings(data) {
    const found = new Uint32Array(data.length); // each takes a byte or more
    let [count, page] = [0, -1];
    for (at = 0; at < data.length; ) {
      const head = number(data);
      page += head >> 1;
      found[count++] = (page << 8) | (head & 1 || data[at++]);
    }
    return found.subarray(0, count);
  }

  Object.assign(finder, { Shelf, Missing });
})();
