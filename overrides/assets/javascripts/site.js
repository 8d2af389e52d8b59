// The one module of every page. It waits, and brings each part of what a reader may want only when it is asked for.

/** Bring a part when something that a selector names is clicked; the part gets what was clicked, and the event. */
const when = (selector, bring) =>
  addEventListener("click", async (event) => {
    const found = event.target.closest?.(selector);
    if (found) (await bring())(found, event);
  });

when("[data-settings]", async () => (await import("./comforts/settings.js")).settings);
