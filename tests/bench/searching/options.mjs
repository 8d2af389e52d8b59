// MiniSearch as its manual sets it up: prefixes, slips of a fifth of a word, and a title that counts more.
export const options = {
  fields: ["title", "summary", "tags", "headings", "text"],
  storeFields: ["title", "summary"],
  searchOptions: { boost: { title: 4, headings: 2, summary: 2, tags: 2 }, fuzzy: 0.2, prefix: true },
};
