// In a card of a practice: how far it has come on this device, and the ticks of the steps that are named there. It only reads.

const KEPT = "callback:practice:"; // as record.js writes it; only a step's state matters here

/** The state of each step, as far as this device tells. What cannot be read tells nothing. */
function states(id) {
  try {
    const { steps, seen } = JSON.parse(localStorage.getItem(KEPT + id)) ?? {};
    return (step) => steps?.[step]?.state ?? (seen?.ticked?.[step] ? "done" : "open");
  } catch {
    return () => "open";
  }
}

function show(place) {
  const { glance, steps } = place.dataset;
  const all = steps.split(" ");
  const state = states(glance);
  const done = all.filter((step) => state(step) === "done");
  place.hidden = !done.length;
  const bar = Object.assign(document.createElement("progress"), { max: all.length, value: done.length, ariaHidden: "true" });
  place.replaceChildren(bar, `${done.length} of ${all.length} done on this device`);
  for (const link of place.nextElementSibling?.querySelectorAll("a") ?? []) {
    const ticked = done.includes(decodeURIComponent(link.hash.slice(1)));
    link.toggleAttribute("data-ticked", ticked);
    if (ticked) link.setAttribute("aria-label", `Done: ${link.textContent}`);
    else link.removeAttribute("aria-label");
  }
}

export function glance(places) {
  const all = () => places.forEach(show);
  addEventListener("storage", all);
  addEventListener("pageshow", ({ persisted }) => persisted && all());
  all();
}
