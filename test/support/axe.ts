import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns what axe finds wrong with a page as it is shown: the rule, the element and the remedy. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Axe is not part of the page, so the page's security policy does not apply to it.
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const window = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return window.axe.run();
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
  );
}
