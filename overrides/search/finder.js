// The search at work beside the page, so that nothing that it does holds up a reader. client.js asks it.
//
// It lies in search/ so that the worker that stands behind that folder (worker.js) brings it where there is no network: for a Worker
// it is its own address that counts, and not that of the page.

const PLACE = "../assets/javascripts/search/";

importScripts(`${PLACE}inflate.js`, `${PLACE}words.js`, `${PLACE}shelf.js`, `${PLACE}ranking.js`, `${PLACE}answer.js`);

const asked = new Map();
let shelf;

addEventListener("message", async ({ data: { root, number, question } }) => {
  if (root) shelf = new finder.Shelf(root, async (name) => importScripts(PLACE + name));
  else if (question) {
    const drop = new AbortController();
    asked.set(number, drop);
    try {
      postMessage({ number, answer: await finder.answer(shelf, question, drop.signal) });
    } catch (error) {
      postMessage({ number, error: error.message });
    }
    asked.delete(number);
  } else asked.get(number)?.abort();
});
