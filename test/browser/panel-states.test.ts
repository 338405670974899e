import { describe, it } from "node:test";
import { deep, pairs, part } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { cutOff } from "../support/panel/cut-off.ts";
import { showState, stateNames } from "../support/panel/states.ts";
import { changeTheme, themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

/** The last two are the size that a zoom of 200% leaves of 560 by 1000, and the largest size of a panel. */
const sizes = [
  { width: 280, height: 1_000 },
  { width: 400, height: 1_000 },
  { width: 700, height: 1_000 },
  { width: 280, height: 500 },
  { width: 1_600, height: 900 },
];
const looks = sizes.flatMap((size) => themes.map((theme) => ({ ...size, theme })));

describe("every state of the panel", () => {
  const openPanel = usePanel();

  // The gate checks one look for each of some states. A page changes its size and theme while it is open, as in a
  // window.
  const states = part(stateNames, 12);
  const shown = pairs(states, looks);
  for (const state of states) {
    const seen = shown.flatMap(([one, look]) => (one === state ? [look] : []));
    it(`has nothing that axe objects to, and fits: ${state}`, async () => {
      const panel = await openPanel(sizes[0]);
      await showState(panel, state);
      const found: string[] = [];
      for (const { width, height, theme } of seen) {
        const look = `${theme}-${width}x${height}`;
        await panel.page.setViewportSize({ width, height });
        await changeTheme(panel.page, theme);
        await panel.drawn();
        if (deep) await panel.screenshot(`panel-state-${state}-${look}`);
        await expect.poll(() => cutOff(panel), look).toEqual([]);
        found.push(...(await violations(panel)).map((violation) => `${look}: ${violation}`));
      }
      expect(found).toEqual([]);
    });
  }
});
