import { axeViolations } from "../axe.ts";
import { codeIsColoured } from "./code-is-coloured.ts";
import type { PanelPage } from "./panel-page.ts";

/** Returns what axe finds wrong with the panel once its code has its colours, because axe also checks these. */
export async function violations(panel: PanelPage): Promise<string[]> {
  await codeIsColoured(panel);
  return axeViolations(panel.page);
}
