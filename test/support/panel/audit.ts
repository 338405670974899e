import type { PanelPage } from "./panel-page.ts";

/** The classes that the panel itself gives its elements in a reply; the classes of a formula are KaTeX's own. */
const classes = [
  "code-block", "code-head", "code-language", "code-piece", "quiet-button", "icon-button", "icon-apply", "icon-more", "icon", "icon-copy", "icon-check", "table", "unseen", "address",
  "plain-text", "plain-piece", "formula", "formula-display", ...["comment", "keyword", "string", "number", "name", "type", "inserted", "deleted"].map((kind) => `code-${kind}`),
]; // prettier-ignore

/**
 * The closed list behind the button of a code block. It belongs to the panel, and covers the page only when it is
 * opened.
 */
const closedMenu =
  '<div role="menu" popover="auto" aria-label="More actions for this code" class="menu">' +
  ["Insert at Cursor", "Open in New File"]
    .map((label) => `<button type="button" role="menuitem" class="menu-item">${label}</button>`)
    .join("") +
  "</div>";

/** Runs in the page, and scrolls one run after another into view, because others are not laid out. */
const auditScript = `(async (allowed, closedMenu) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const menus = ".code-head > .menu";
  const scrolls = ".table, pre, .formula, .plain-text";

  const inReply = (reply, problem) => {
    const bounds = reply.getBoundingClientRect();
    for (const menu of reply.querySelectorAll(menus)) {
      if (getComputedStyle(menu).display !== "none") problem("open menu");
      if (menu.outerHTML !== closedMenu) problem("menu " + menu.outerHTML.slice(0, 80));
    }
    for (const element of reply.querySelectorAll("*")) {
      if (element.closest(menus) !== null) continue;
      const inFormula = element.closest(".formula") !== null;
      const { position } = getComputedStyle(element);
      if (position === "fixed" || position === "sticky" || (position === "absolute" && !inFormula)) problem(position);
      if (element.id !== "" || element.hasAttribute("name")) problem("name " + element.outerHTML.slice(0, 80));
      if (!inFormula) for (const name of element.classList) if (!allowed.includes(name)) problem("class " + name);
      if (!inFormula && element.hasAttribute("style")) problem("style " + element.outerHTML.slice(0, 80));
      for (const { name } of element.attributes) if (name.startsWith("on")) problem(name);
      const link = element.closest("a");
      if (link !== null && !/^(https?|mailto):/.test(link.href)) problem("link " + link.href);
      if (element.closest(scrolls) !== null && !element.matches(scrolls)) continue;
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      const within = left >= bounds.left - 1 && right <= bounds.right + 1 && top >= bounds.top - 1 && bottom <= bounds.bottom + 1;
      if (width > 0 && !within && !element.matches(".formula")) problem("outside: " + element.outerHTML.slice(0, 80));
    }
    if (!getComputedStyle(reply).contain.includes("content")) problem("not contained");
  };

  const problems = new Set();
  for (const run of document.querySelectorAll("[data-run]")) {
    const problem = (what) => problems.add(run.dataset.run + ": " + what);
    run.scrollIntoView();
    await frame();
    await frame();
    const replies = run.querySelectorAll(".markdown");
    if (replies.length === 0) problem("not shown");
    for (const reply of replies) inReply(reply, problem);
    const { clientWidth, scrollWidth } = document.querySelector("main");
    if (scrollWidth > clientWidth) problem("too wide");
    const controls = [...document.querySelectorAll("header, form, textarea, .send"), ...run.querySelectorAll("summary, .actions button, h2")];
    for (const control of controls) {
      // A menu that is closed has nothing to be covered.
      if (!control.checkVisibility()) continue;
      control.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = control.getBoundingClientRect();
      const shown = document.elementFromPoint(left + width / 2, top + height / 2);
      if (!control.contains(shown)) problem("covered: " + control.outerHTML.slice(0, 80));
    }
  }
  const foreign = "script:not([nonce]), style, iframe, object, embed, img, base, meta[http-equiv=refresh], audio, video, form form";
  for (const element of document.querySelectorAll(foreign)) problems.add(element.outerHTML.slice(0, 80));
  return [...problems];
})`;

/**
 * Returns which parts of the visible replies have left their frame, cover a control, or are forbidden in a reply, each
 * after the id of its run; empty for none. Every run must be drawn in full.
 */
export async function audit({ page }: PanelPage): Promise<readonly string[]> {
  return page.evaluate(`${auditScript}(${JSON.stringify(classes)}, ${JSON.stringify(closedMenu)})`);
}
