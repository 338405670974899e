import { expect } from "../support/expect.ts";
import type { PanelInWindow } from "./panel-in-window.ts";

/** Everything that could have moved in the panel. */
const LAYOUT = `JSON.stringify([...document.querySelectorAll("main, main *")].map((element) => {
  const { top, height } = element.getBoundingClientRect();
  return [top, height];
}))`;

/** Resolves when two looks at the panel, a quarter of a second apart, find everything where it was. */
export async function settledIn({ run }: Pick<PanelInWindow, "run">): Promise<void> {
  let before = "";
  await expect(async () => {
    const last = before;
    before = await run<string>(LAYOUT);
    expect(before).toBe(last);
  }).toPass({ intervals: [250] });
}
