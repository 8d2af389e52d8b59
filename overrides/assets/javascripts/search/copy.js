// A copy of the site that is opened from the disk. No module runs there, and no folder shows the page in it: so links lead to the
// file itself, and the search comes as classic scripts, which is what all of it is written as.

globalThis.finder ??= {};

(() => {
  const here = document.currentScript.src;
  document.documentElement.classList.add("copy");

  const load = (name) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, here), onload, onerror }));
  });
  const all = (...names) => Promise.all(names.map(load));

  /** The file that shows the page at an address; any other address stays. */
  function file(address) {
    const url = new URL(address, location.href);
    if (url.protocol !== "file:" || !url.pathname.endsWith("/")) return address;
    url.pathname += "index.html";
    return url.href;
  }

  function start() {
    for (const link of document.querySelectorAll("a[href]")) link.href = file(link.href);
    for (const form of document.querySelectorAll("form[role=search], [role=search] form")) form.action = file(form.action);

    const field = document.querySelector(".md-search__input");
    let box;
    field?.addEventListener("focus", async () => {
      document.querySelector("link[data-search]").disabled = false;
      await (box ??= all("./client.js", "./show.js", "./box.js").then(() => finder.box(field)));
    });
    addEventListener("keydown", (event) => {
      const { key, target, altKey, ctrlKey, metaKey } = event;
      if (!field || altKey || ctrlKey || metaKey || !"/fs".includes(key) || target.closest("input:not([type=checkbox]), textarea, select")) return;
      event.preventDefault();
      field.focus();
    });
    const { stemmer } = document.documentElement.dataset;
    const parts = ["./words.js", ...(stemmer ? [`./stem/${stemmer}.js`] : []), "./marks.js"];
    if (new URLSearchParams(location.search).has("h")) all(...parts).then(() => finder.marks());
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
