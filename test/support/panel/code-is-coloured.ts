import { expect } from "../expect.ts";
import type { PanelPage } from "./panel-page.ts";

/**
 * Resolves when all code on the page has its colours, which are added when the browser is idle. Its language must be
 * known.
 */
export async function codeIsColoured({ page }: PanelPage): Promise<void> {
  const plain = page.locator('.code-block:not(:has(code [class^="code-"]:not(.code-piece)))');
  await expect(plain, "code without colours").toHaveCount(0);
}
