import type { PanelPage } from "./panel-page.ts";

/** Runs in the page: returns elements that are wider than their place, except boxes that scroll sideways themselves. */
const cutScript = `(() => {
  const scrolls = ".draws, .scores, .table, pre, .formula, .visually-hidden";
  const cut = [];
  for (const element of document.querySelectorAll("html, main, header, form, .preview-body"))
    if (element.scrollWidth > element.clientWidth) cut.push(element.tagName + " scrolls sideways");
  for (const element of document.querySelectorAll("button, h2, h3, p, li, summary, td, dd, textarea")) {
    if (element.closest(scrolls) !== null) continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < 0 || right > innerWidth + 0.5)) cut.push("cut off: " + element.outerHTML.slice(0, 120));
  }
  const send = document.querySelector(".send").getBoundingClientRect();
  if (send.bottom > innerHeight || send.top < 0) cut.push("the question box is out of view");
  return cut;
})()`;

/** Returns the parts of the panel that are cut off at its width; empty for none. */
export async function cutOff({ page }: PanelPage): Promise<readonly string[]> {
  return page.evaluate(cutScript);
}
