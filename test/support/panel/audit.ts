import type { PanelPage } from "./panel-page.ts";

/** What the panel itself gives its elements in a reply; the classes of a formula are KaTeX's own. */
const classes = [
  "code-block", "code-head", "code-language", "code-piece", "quiet-button", "icon-button", "icon-insert", "icon-apply", "icon-new-file", "icon", "icon-copy", "icon-check", "table", "unseen", "address",
  "plain-text", "plain-piece", "formula", "formula-display", ...["comment", "keyword", "string", "number", "name", "type", "inserted", "deleted"].map((kind) => `code-${kind}`),
]; // prettier-ignore

/** Runs in the page: what of a reply has broken out of its frame, or is what a reply must not have. */
const auditScript = `(allowed) => {
  const problems = [];
  for (const frame of document.querySelectorAll(".markdown")) {
    const bounds = frame.getBoundingClientRect();
    const scrolls = ".table, pre, .formula, .plain-text";
    for (const element of frame.querySelectorAll("*")) {
      const inFormula = element.closest(".formula") !== null;
      const { position } = getComputedStyle(element);
      if (position === "fixed" || position === "sticky" || (position === "absolute" && !inFormula)) problems.push(position);
      if (element.id !== "" || element.hasAttribute("name")) problems.push("name " + element.outerHTML.slice(0, 80));
      if (!inFormula) for (const name of element.classList) if (!allowed.includes(name)) problems.push("class " + name);
      if (!inFormula && element.hasAttribute("style")) problems.push("style " + element.outerHTML.slice(0, 80));
      for (const { name } of element.attributes) if (name.startsWith("on")) problems.push(name);
      const link = element.closest("a");
      if (link !== null && !/^(https?|mailto):/.test(link.href)) problems.push("link " + link.href);
      if (element.closest(scrolls) !== null && !element.matches(scrolls)) continue;
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      const within = left >= bounds.left - 1 && right <= bounds.right + 1 && top >= bounds.top - 1 && bottom <= bounds.bottom + 1;
      if (width > 0 && !within && !element.matches(".formula")) problems.push("outside: " + element.outerHTML.slice(0, 80));
    }
    if (!getComputedStyle(frame).contain.includes("content")) problems.push("not contained");
    const { clientWidth, scrollWidth } = document.querySelector("main");
    if (scrollWidth > clientWidth) problems.push("too wide");
  }
  for (const control of document.querySelectorAll("header, form, [role=tab], .actions button, h2")) {
    const { left, top, width, height } = control.getBoundingClientRect();
    const shown = document.elementFromPoint(left + width / 2, top + height / 2);
    if (shown !== null && shown.closest(".markdown") !== null) problems.push("covered: " + control.textContent);
  }
  const foreign = "script:not([nonce]), style, iframe, object, embed, img, base, meta[http-equiv=refresh], audio, video, form form";
  for (const element of document.querySelectorAll(foreign)) problems.push(element.outerHTML.slice(0, 80));
  return [...new Set(problems)];
}`;

/** What is wrong with how the replies are shown; empty when nothing is. */
export async function audit({ page }: PanelPage): Promise<readonly string[]> {
  return page.evaluate(`(${auditScript})(${JSON.stringify(classes)})`);
}
