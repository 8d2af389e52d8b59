// Brings Material's script, which finds what it needs to know in #__config. So does this: the script's own address is there.

const { bundle } = config();
let brought;

/** What the page says about Material. */
export function config() {
  return JSON.parse(document.getElementById("__config").textContent);
}

/** Load Material's script, once. It mounts the search. */
export function material() {
  brought ??= append("script", { src: bundle }).catch((error) => {
    brought = undefined; // the next time there may be a network
    throw error;
  });
  return brought;
}

/** Let Material's script loose on the text of the page as well: it waits for an event that is over by now. */
export async function enliven() {
  // It takes each link[rel=alternate] for a translation of the site, and asks for a sitemap beside it. Feed readers look for
  // just that word in the file; so the word changes here.
  for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.rel = "alternate feed";
  await material();
  component$.subscribe(() => {
    // An annotation's sign is drawn by CSS alone: a screen reader would hear a link without a name.
    for (const sign of document.querySelectorAll(".md-annotation__index:not([aria-label])")) {
      sign.ariaLabel = `Note ${sign.firstElementChild?.dataset.mdAnnotationId ?? ""}`;
    }
  });
  document$.next(document);
}

/** Put an element that loads something into the head, before another one; done when it has loaded. */
export function append(name, values, before = null) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), values, { onload: resolve, onerror: reject });
    document.head.insertBefore(element, before);
  });
}
