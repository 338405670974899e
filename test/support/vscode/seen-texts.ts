import type { Page } from "playwright";

/** VS Code's own messages and inputs. Its menus are in shadow roots. */
const SURFACES =
  ".quick-input-widget, .notifications-toasts, .notifications-center, .monaco-dialog-box, .action-widget, .monaco-menu, .gettingStartedSlideDetails";

/** Runs in a page: returns the visible texts in these elements, except for models' answers. */
const READ = `(surfaces) => {
  const hosts = [...document.querySelectorAll(".shadow-root-host")];
  const roots = [document, ...hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const elements = new Set(roots.flatMap((root) => [...root.querySelectorAll(surfaces)]));
  const isSeen = (element, { left, top, right, bottom }) => {
    if (right - left < 2 || bottom - top < 2) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let one = element; one !== null; one = one.parentElement) {
      const { overflow, position } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const isOutside = right <= box.left || left >= box.right || bottom <= box.top || top >= box.bottom;
      if (overflow !== "visible" && (isOutside || box.width < 2 || box.height < 2)) return false;
      // No box around it cuts it off.
      if (position === "fixed") break;
    }
    return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  };
  const texts = new Set();
  for (const element of elements) {
    // The palette, by which tests do what is no part of what they look at.
    if (element.querySelector(".quick-input-box input")?.value.startsWith(">")) continue;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (parentElement.closest(".markdown, script, style") !== null) continue;
      const range = document.createRange();
      range.selectNode(walker.currentNode);
      if (isSeen(parentElement, range.getBoundingClientRect())) texts.add(textContent.trim());
    }
    for (const box of element.querySelectorAll("[placeholder]"))
      if (box.value === "" && isSeen(box, box.getBoundingClientRect())) texts.add(box.placeholder);
  }
  return [...texts];
}`;

/** Runs in a window: returns the names of the visible frames of SMCS's pages. */
const FRAMES = `[...document.querySelectorAll('iframe.webview.ready[src*="extensionId=smcs.smcs"]')]
  .filter((frame) => frame.checkVisibility({ visibilityProperty: true }) && frame.getBoundingClientRect().width > 1)
  .map((frame) => frame.name)`;

/** Runs in a page: resolves when elements that fade or slide in have stopped. Does not wait for endless animations. */
const RESTS = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
  .map(({ finished }) => finished))`;

/**
 * Resolves with the texts that the user sees now in SMCS's pages and in VS Code's dialogs, lists, menus and messages,
 * except for its command palette.
 */
export async function seenTexts(page: Page): Promise<Set<string>> {
  await page.evaluate(RESTS);
  const names = await page.evaluate<string[]>(FRAMES);
  const ours = page.frames().filter((frame) => names.includes(frame.parentFrame()?.name() ?? ""));
  const read = (surfaces: string): string => `(${READ})(${JSON.stringify(surfaces)})`;
  const texts = await Promise.all([
    page.evaluate<string[]>(read(SURFACES)),
    // A page that is being replaced has no text to read.
    ...ours.map((frame) => frame.evaluate<string[]>(read("body")).catch(() => [])),
  ]);
  return new Set(texts.flat());
}
