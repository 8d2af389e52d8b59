// Keeps a page and what it loads for those who have no network: tell/worker.js and search/worker.js are made of it.
//
// Each lies in the folder of its page, so that it can only ever stand behind that page: a worker's scope is its own folder, and every
// other page of the site is asked of the network as if it did not exist. The network always comes first; what is kept is for when
// there is none. The page names what it has loaded (keep.js), and whatever it names no more is let go.

const KEPT = `${registration.scope}#1`;
const PATIENCE = 5000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep));
  if (event.data?.forget) event.waitUntil(caches.delete(KEPT));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(location.origin)) event.respondWith(answer(request));
});

async function answer(request) {
  const kept = await (await caches.open(KEPT)).match(request, { ignoreSearch: request.mode === "navigate" });
  try {
    return await fetch(request, kept && request.mode !== "navigate" ? { signal: AbortSignal.timeout(PATIENCE) } : {});
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** Keep these addresses as they are now, and nothing else. */
async function keep(urls) {
  const cache = await caches.open(KEPT);
  for (const { url } of await cache.keys()) if (!urls.includes(url)) await cache.delete(url);
  await Promise.allSettled(urls.map((url) => cache.add(url)));
}
