import { expect } from "../support/expect.ts";
import type { PanelInWindow } from "./panel-in-window.ts";

/** Returns the place of every element of the panel that may move. */
const LAYOUT = `JSON.stringify([...document.querySelectorAll("main, main *")].map((element) => {
  const { top, height } = element.getBoundingClientRect();
  return [top, height];
}))`;

/** Resolves when two looks at the panel, a quarter of a second apart, find every element in the same place. */
export async function settledIn({ run }: Pick<PanelInWindow, "run">): Promise<void> {
  let before = "";
  await expect(async () => {
    const last = before;
    before = await run<string>(LAYOUT);
    expect(before).toBe(last);
  }).toPass({ intervals: [250] });
}
