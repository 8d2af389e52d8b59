// Has the page of results kept for when there is no network, and with it what works beside it, which the page itself does not ask for.

import { keep } from "../offline/keep.js";

const { stemmer } = document.documentElement.dataset;
const ENGINE = ["../../../search/finder.js", "inflate.js", "words.js", "shelf.js", "ranking.js", "answer.js", ...(stemmer ? [`stem/${stemmer}.js`] : [])];

keep(new URL("../../../search/worker.js", import.meta.url), ENGINE.map((name) => new URL(name, import.meta.url).href));
