import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page as it is shown: the rule, the element and what would mend it. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Axe is no part of the page, so it need not keep to the page's security policy.
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const window = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return window.axe.run();
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
  );
}
