import type { PanelPage } from "./panel-page.ts";
import { expect } from "../expect.ts";

/** Maximum number of presses: more than the panel has elements that can have the focus. */
const MOST_PRESSES = 500;

/** Runs in the page: returns the name of an element. */
const nameOf = `(element) => (element.getAttribute("aria-label") ?? element.textContent).trim().replace(/\\s+/g, " ")`;

/** Runs in the page: returns the names of the elements that the Tab key may reach. */
const stops = `[...document.querySelectorAll("button, a[href], summary, textarea, select, [tabindex]")].map(${nameOf})`;

/**
 * Runs in the page: returns the focused element, and whether the focus is visible. A box around the element must not
 * cut off its outline; boxes that scroll show the outline once they are scrolled.
 */
const focused = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element);
  const isBox = element.closest(".composer-box, .question-editor") !== null && element.matches("textarea");
  const hasOutline = outlineStyle !== "none" && outlineWidth !== "0px";
  const room = parseFloat(outlineWidth) + parseFloat(outlineOffset) - 0.5;
  const own = element.getBoundingClientRect();
  const isCut = (box) => {
    const { overflowX, contain } = getComputedStyle(box);
    if (!/hidden|clip/.test(overflowX) && !/paint|content|strict/.test(contain)) return false;
    const { left, right } = box.getBoundingClientRect();
    return own.left - room < left || own.right + room > right;
  };
  let isWhole = true;
  for (let box = element.parentElement; box !== null && isWhole; box = box.parentElement) isWhole = !isCut(box);
  const isSeen = isBox || (hasOutline && isWhole) || element === document.body;
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  return { name: (${nameOf})(element), isSeen, isBody: element === document.body, stop: window.stops.get(element) };
})()`;

interface Focused {
  readonly name: string;
  readonly isSeen: boolean;
  /** Whether no element has the focus. */
  readonly isBody: boolean;
  /** A number that identifies the element. */
  readonly stop: number;
}

/**
 * Waits for an element with this name and presses Tab until the element has the focus. Every element on the way must
 * show that it has the focus. The browser has moved the focus when a press resolves, so a single check is enough.
 */
export async function tabTo({ page }: PanelPage, name: string | RegExp): Promise<void> {
  const wanted: unknown = typeof name === "string" ? name : expect.stringMatching(name);
  await expect.poll(() => page.evaluate<string[]>(stops), "what the Tab key can stop at").toContainEqual(wanted);
  const passed: string[] = [];
  while (passed.length < MOST_PRESSES) {
    await page.keyboard.press("Tab");
    const { name: at, isSeen } = await page.evaluate<Focused>(focused);
    expect(isSeen, `the focus can be seen on ${at}`).toBe(true);
    if (typeof name === "string" ? at === name : name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`${String(name)} cannot be reached with the Tab key, only ${passed.join(" | ")}.`);
}

/**
 * Presses Tab from the beginning of the page until the focus leaves the page. Every element must show that it has the
 * focus, and none may occur twice. Returns the elements in order.
 */
export async function tabThrough({ page }: PanelPage): Promise<readonly Focused[]> {
  await page.evaluate("document.activeElement.blur(); getSelection().setPosition(document.body, 0);");
  const passed: Focused[] = [];
  while (passed.length < MOST_PRESSES) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate<Focused>(focused);
    if (at.isBody || at.stop === passed[0]?.stop) return passed;
    expect(at.isSeen, `the focus can be seen on ${at.name}`).toBe(true);
    expect(
      passed.map(({ stop }) => stop),
      `${at.name} comes once`,
    ).not.toContain(at.stop);
    passed.push(at);
  }
  throw new Error(`The focus does not get out: ${passed.map(({ name }) => name).join(" | ")}.`);
}
