// What has the focus: its place among all elements, and what is wrong with how it shows; null where it is the page itself.
() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none" && getComputedStyle(one).outlineWidth !== "0px";
  const small = e.getBoundingClientRect().width < 5;
  const near = [e, ...(e.labels ?? []), e.nextElementSibling, e.parentElement, e.parentElement?.parentElement];
  const shown = near.find((one) => ringed(one) && one.getBoundingClientRect().width >= 5) ?? (small ? e.parentElement : e);
  const box = shown.getBoundingClientRect();
  const canvas = (window.proofCanvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
  const behind = (from) => {
    for (let up = from; up; up = up.parentElement) {
      const colour = rgba(getComputedStyle(up).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return rgba("Canvas");
  };
  const drawn = e instanceof SVGElement ? e.querySelector("rect, circle") : null; // whose line is its ring
  const style = drawn ? { outlineStyle: "solid", outlineWidth: getComputedStyle(drawn).strokeWidth, outlineColor: getComputedStyle(drawn).stroke } : getComputedStyle(shown);
  const wrong = [];
  const width = parseFloat(style.outlineWidth);
  if (style.outlineStyle === "none" || (width < 2 && style.outlineStyle !== "auto")) wrong.push(`no ring (${style.outlineStyle} ${style.outlineWidth})`);
  else if (style.outlineStyle !== "auto") { // which the browser draws in two colours
    const ground = behind(parseFloat(style.outlineOffset) < 0 ? shown : shown.parentElement);
    const much = contrast(rgba(style.outlineColor), ground);
    if (much < 3) wrong.push(`a ring of ${much.toFixed(2)}:1`);
  }
  const ours = (top) => shown.contains(top) || (e.labels && [...e.labels].some((label) => label.contains(top)));
  const seen = [...shown.getClientRects()].some((r) => {
    const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth), top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight);
    return right - left > 1 && bottom - top > 1 && [0.2, 0.5, 0.8].some((part) =>
      ours(document.elementFromPoint((left + right) / 2, top + (bottom - top) * part)));
  });
  if (!seen) wrong.push(`not to be seen at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
  const at = window.proofPlaces.get(e) ?? -1;
  return { at, what: e.outerHTML.slice(0, 110), wrong };
}
