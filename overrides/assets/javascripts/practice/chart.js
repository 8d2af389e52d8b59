// Runs by week: bars for the eye, the same numbers as a table for everybody.

import { el } from "./dom.js";
import { count, day } from "./say.js";

const WEEKS = 12;
const [WIDTH, HEIGHT, BAR] = [480, 120, 24];

const svg = (tag, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

/** The Monday on which the week of a day begins. */
function monday(time) {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7)).getTime();
}

export function chart(runs) {
  const now = new Date(monday(Date.now()));
  const weeks = Array.from({ length: WEEKS }, (_, n) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - 7 * (WEEKS - 1 - n)).getTime());
  const counts = weeks.map((week) => runs.filter((run) => monday(run.finished) === week).length);
  const most = Math.max(1, ...counts);
  const total = counts.reduce((sum, each) => sum + each, 0);
  const bars = counts.flatMap((number, n) => {
    const height = number ? Math.max(4, (number / most) * 80) : 1;
    const x = (n + 0.5) * (WIDTH / WEEKS);
    const label = new Date(weeks[n]).toLocaleDateString("en-GB", { day: "numeric", month: "numeric" });
    return [
      svg("rect", { x: x - BAR / 2, y: 98 - height, width: BAR, height, rx: 2, class: number ? "" : "chart__none" }),
      ...(number ? [svg("text", { x, y: 92 - height }, number)] : []),
      ...(n % 2 ? [svg("text", { x, y: 116 }, label)] : []),
    ];
  });
  return [
    svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${count(total, "run")} in the last ${WEEKS} weeks. The table below has the numbers.` }, ...bars),
    el("details", {}, el("summary", {}, "The same as a table"),
      el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Week from"), el("th", { scope: "col" }, "Runs"))),
        el("tbody", {}, weeks.map((week, n) => el("tr", {}, el("th", { scope: "row" }, day(week)), el("td", {}, counts[n]))))))
  ];
}
