import { expect } from "../expect.ts";
import type { PanelPage } from "./panel-page.ts";

/** Opens the reasons for the answer and for the choice of models with the mouse. Resolves when they are visible. */
export async function openWhy({ page }: PanelPage): Promise<void> {
  await page.locator(".why > summary").click();
  await expect(page.locator(".why > .fold-body")).toBeVisible();
}
