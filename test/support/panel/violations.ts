import { axeViolations } from "../axe.ts";
import { codeIsColoured } from "./code-is-coloured.ts";
import type { PanelPage } from "./panel-page.ts";

/** What axe finds wrong with the panel once its code has its colours: axe judges these, too. */
export async function violations(panel: PanelPage): Promise<string[]> {
  await codeIsColoured(panel);
  return axeViolations(panel.page);
}
