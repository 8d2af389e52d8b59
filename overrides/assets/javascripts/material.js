// Brings Material's script, which finds what it needs to know in #__config. So does this: the script's own address is there.

/** Let Material's script loose on the text of the page: it waits for an event that is over by now. */
export async function enliven() {
  // It takes each link[rel=alternate] for a translation of the site, and asks for a sitemap beside it. Feed readers look for
  // just that word in the file; so the word changes here.
  for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.rel = "alternate feed";
  await append("script", { src: JSON.parse(document.getElementById("__config").textContent).bundle });
  component$.subscribe(() => {
    // An annotation's sign is drawn by CSS alone: a screen reader would hear a link without a name.
    for (const sign of document.querySelectorAll(".md-annotation__index:not([aria-label])")) {
      sign.ariaLabel = `Note ${sign.firstElementChild?.dataset.mdAnnotationId ?? ""}`;
    }
  });
  document$.next(document);
}

/** Put an element that loads something into the head; done when it has loaded. */
function append(name, values) {
  return new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement(name), { ...values, onload, onerror }));
  });
}
