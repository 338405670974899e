import assert from "node:assert/strict";
import type { PanelPage } from "./panel-page.ts";

/** Presses Tab until an element is focused; every element on the way must show that it is. */
export async function tabTo({ page }: PanelPage, name: string | RegExp): Promise<void> {
  interface Focused {
    readonly name: string;
    readonly seen: boolean;
  }
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<Focused>(`(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute("aria-label") ?? element.textContent;
      const box = element.closest(".composer-box") !== null && element.matches("textarea");
      return { name: name.trim().replace(/\\s+/g, " "), seen: box || element === document.body || (outlineStyle !== "none" && outlineWidth !== "0px") };
    })()`);
    assert.ok(focused.seen, `the focus cannot be seen on ${focused.name}`);
    if (typeof name === "string" ? focused.name === name : name.test(focused.name)) return;
  }
  assert.fail(`${String(name)} cannot be reached with the Tab key.`);
}
