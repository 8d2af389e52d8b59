// Before the first paint: that scripts run, and what the reader chose on this device (comforts/settings.js keeps it):
// data-theme, data-text, data-keys. What is not there is as the system has it, also where storage is blocked.
// In a copy that is opened from the disk no module runs, and nothing here is promised but the search (search/copy.js).
(() => {
  const root = document.documentElement, { dataset } = root;
  const show = () => {
    let kept;
    try { kept = JSON.parse(localStorage["callback:reading"]); } catch {}
    for (const name of ["theme", "text", "keys"]) {
      if (kept?.[name]) dataset[name] = kept[name];
      else delete dataset[name];
    }
  };
  const tint = () => document.querySelectorAll("meta[data-scheme]").forEach((meta) => {
    const { scheme } = meta.dataset;
    meta.media = dataset.theme ? (dataset.theme === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
  });
  if (location.protocol === "file:") {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("search/copy.js", document.currentScript.src) }));
  } else root.classList.replace("no-js", "js");
  new MutationObserver(tint).observe(root, { attributeFilter: ["data-theme"] });
  show();
  addEventListener("storage", show);
})();
