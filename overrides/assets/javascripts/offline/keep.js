// Has a page kept for when there is no network, by a worker that stands behind the page's own folder (offline/worker.js).

const loaded = () => [location.href.split(/[?#]/)[0], ...performance.getEntriesByType("resource").map(({ name }) => name)].filter((url) => url.startsWith(location.origin));

/** Keep this page and all that it has loaded, and `more` that it would ask for. */
export async function keep(worker, more = []) {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  try {
    await navigator.serviceWorker?.register(worker);
    (await navigator.serviceWorker?.ready)?.active.postMessage({ keep: [...new Set([...loaded(), ...more])] });
  } catch {
    // a browser that has no such thing, or denies it, shows the page as long as there is a network
  }
}

/** Let all of it go. */
export async function forget() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => null);
  registration?.active?.postMessage({ forget: true });
  await registration?.unregister();
}
