// What is wrong with the layout of the page as it stands, each fault in one line: too wide, cut off, one text over another.
() => {
  const faults = [];
  const wide = document.documentElement.clientWidth;
  const name = (e) => `${e.localName}.${e.className?.baseVal ?? e.className} "${(e.textContent ?? "").trim().slice(0, 40)}"`;
  const style = new Map();
  const of = (e) => style.get(e) ?? (style.set(e, getComputedStyle(e)), style.get(e));
  const up = function* (e) { for (; e && e !== document.documentElement; e = e.parentElement) yield e; };
  const scrolls = (e, axis) => /auto|scroll/.test(of(e)[`overflow${axis}`]);
  const cuts = (e) => /hidden|clip/.test(of(e).overflowX + of(e).overflowY);
  const forEars = (e) => { const box = e.getBoundingClientRect(); return cuts(e) && box.width <= 2 && box.height <= 2; };
  if (document.documentElement.scrollWidth > wide) faults.push(`the page is ${document.documentElement.scrollWidth} wide in ${wide}`);

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || /^(script|style|template|noscript|option|select|textarea|title)$/.test(parent.localName)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const around = [...up(parent)];
    if (around.some((e) => forEars(e) || of(e).position === "fixed" || of(e).position === "sticky" || of(e).clipPath !== "none")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      const holder = around.find((e) => scrolls(e, "X") || cuts(e));
      if (!holder && (box.left < -1 || box.right > wide + 1)) faults.push(`beyond the edge: ${name(parent)}`);
      if (holder && !scrolls(holder, "X") && !scrolls(holder, "Y")) {
        const edge = holder.getBoundingClientRect();
        const over = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top - box.height / 4, box.bottom - edge.bottom - box.height / 4);
        if (over > 1 && of(holder).textOverflow !== "ellipsis" && of(holder).webkitLineClamp === "none") faults.push(`cut off by ${over.toFixed()}: ${name(parent)} in ${holder.className}`);
      }
      texts.push({ node, parent, box });
    }
  }
  texts.sort((a, b) => a.box.top - b.box.top);
  texts.forEach((one, n) => {
    for (let k = n + 1; k < texts.length && texts[k].box.top < one.box.bottom; k += 1) {
      const two = texts[k];
      if (one.node === two.node || (one.parent.closest("math") && one.parent.closest("math") === two.parent.closest("math"))) continue; // a bar stands over its letter
      const across = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const down = Math.min(one.box.bottom, two.box.bottom) - two.box.top;
      if (across > 2 && down > Math.min(one.box.height, two.box.height) / 2) faults.push(`one over the other: ${name(one.parent)} and ${name(two.parent)}`);
    }
  });
  return [...new Set(faults)];
}
