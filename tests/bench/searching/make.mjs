// Makes MiniSearch's index of documents.json, and what the browser needs of each page, as its manual advises.
import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "./minisearch.mjs";
import { options } from "./options.mjs";

const search = new MiniSearch(options);
search.addAll(JSON.parse(readFileSync("documents.json", "utf-8")));
writeFileSync("index.json", JSON.stringify(search));
