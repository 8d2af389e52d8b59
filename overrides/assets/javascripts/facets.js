// The index of practices: its ways to choose become filters that combine. What is chosen stands in the address, so that it
// can be kept, shared and gone back to. Each entry has its tokens; what they mean, only the page knows.

const KEPT = "callback:practice:"; // as practice/record.js writes it; only three of its fields matter here

const list = document.querySelector(".items");
const found = document.querySelector(".found");
const pager = document.querySelector(".pager");
const links = [...document.querySelectorAll(".facets [data-token]")];
const all = Object.assign(document.createElement("a"), { href: location.pathname, textContent: "Show all", className: "found__all", hidden: true });
let whole = !pager;

const entries = () => [...list.children];
const known = (token) => links.find((link) => link.dataset.token === token);

/** What is chosen: a token by its facet, as the address says. Words of others in it are left alone. */
function chosen() {
  const choice = new Map();
  for (const [facet, value] of new URLSearchParams(location.search)) {
    const link = known(`${facet}-${value}`);
    if (link?.dataset.facet === facet) choice.set(facet, link.dataset.token);
  }
  return choice;
}

/** The address that has a choice in place of its facet's, or without it if it is chosen already. */
function address(link, choice) {
  const { facet, token } = link.dataset;
  const url = new URL(location.href);
  url.hash = "";
  if (choice.get(facet) === token) url.searchParams.delete(facet);
  else url.searchParams.set(facet, token.slice(facet.length + 1));
  return url.href;
}

/** What this device knows of a practice. A device that tells nothing, or nothing that can be read, has begun none. */
function state(id) {
  let record;
  try {
    record = JSON.parse(localStorage.getItem(KEPT + id));
  } catch {
    record = null;
  }
  const some = (values, test) => Object.values(values ?? {}).some((value) => value && test(value));
  const running = some(record?.steps, (step) => step.note || (step.state ?? "open") !== "open") && "state-running";
  const done = some(record?.runs, (run) => !run.gone) && "state-done";
  return running || done ? [running, done] : ["state-open"];
}

const tokens = (entry) => [...entry.dataset.facets.split(" "), ...state(entry.dataset.practice)];

function show() {
  const choice = chosen();
  if (choice.size && !whole) return fetchOthers().then(show);
  const has = entries().map((entry) => [entry, new Set(tokens(entry))]);
  const fits = (mine, wanted) => wanted.every((token) => mine.has(token));
  for (const link of links) {
    const { facet, token } = link.dataset;
    const others = [...choice].filter(([name]) => name !== facet).map(([, other]) => other);
    if (whole) link.querySelector(".chip__count").textContent = has.filter(([, mine]) => fits(mine, [...others, token])).length;
    link.href = address(link, choice);
    if (choice.get(facet) === token) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  let number = 0;
  for (const [entry, mine] of has) number += !(entry.hidden = !fits(mine, [...choice.values()]));
  if (pager && choice.size) pager.hidden = true;
  all.hidden = !choice.size;
  found.textContent = choice.size ? (number ? `${number} of ${has.length} practices.` : "No practice is all of that. Take one choice back.") : "";
}

/** The entries of the other index pages, so that a choice is one among all practices. */
async function fetchOthers() {
  whole = true;
  const pages = [...pager.querySelectorAll("ol a:not([aria-current])")];
  try {
    const texts = await Promise.all(pages.map((page) => fetch(page.href).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))));
    texts.forEach((text, n) => {
      const other = new DOMParser().parseFromString(text, "text/html");
      for (const link of other.querySelectorAll(".items a")) link.href = new URL(link.getAttribute("href"), pages[n].href);
      for (const cover of other.querySelectorAll(".items img")) cover.src = new URL(cover.getAttribute("src"), pages[n].href);
      list.append(...other.querySelector(".items").children);
    });
  } catch {
    found.after("Only the practices of this page could be looked through.");
  }
}

/** A link to a place on this page is a choice, too. */
function takeHash() {
  const link = links.find(({ dataset }) => location.hash === `#${encodeURIComponent(dataset.token)}`);
  if (link && !chosen().has(link.dataset.facet)) history.replaceState(null, "", address(link, chosen()));
  show();
}

function choose(event) {
  const link = event.target.closest(".facets a, .found__all");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  if (link === all) found.focus();
  show();
}

if (list && found && links.length) {
  document.querySelector(".places").hidden = true;
  for (const group of document.querySelectorAll(".facets [hidden]")) group.hidden = false;
  found.tabIndex = -1;
  found.after(all);
  addEventListener("click", choose);
  addEventListener("popstate", takeHash);
  addEventListener("storage", show);
  addEventListener("pageshow", (event) => event.persisted && show());
  takeHash();
}
