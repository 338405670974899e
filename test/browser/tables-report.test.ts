import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { AxeResults } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { htmlReport } from "../../src/benchmark/report/html-report.ts";
import { about, hostile } from "../../src/benchmark/report/test-support.ts";
import { tableNames, tablesFrom, variantsFor } from "../../src/benchmark/tables/tables.ts";
import { context, madeUpOutcomes } from "../../src/benchmark/tables/test-support.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { openBrowser } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One table with each kind of picture: axe takes half a minute for all. */
const kinds = ["figure-1", "table-2", "figure-5", "table-11"];

/** Tables of made-up outcomes: hostile names, more data sets than columns. */
function reportOf(names: readonly string[]): string {
  const everything = {
    ...context,
    models: [...context.models, ...hostile.map((name) => ({ name, pool: true }))],
    sources: ["MBPP", "MMLU-PRO", ...hostile, "git", "sql", "web"],
    simulated: true,
  };
  const outcomes = madeUpOutcomes(everything, variantsFor(names, everything), 44);
  return htmlReport(tablesFrom(names, everything, outcomes), {
    ...about,
    models: everything.models.map(({ name }) => name),
    simulated: true,
  });
}

/** Runs in the page: what is wider than its place, but for boxes that scroll by themselves. */
const cutScript = `(() => {
  const cut = [];
  if (document.documentElement.scrollWidth > innerWidth) cut.push("the page scrolls sideways");
  for (const element of document.querySelectorAll("h1, h2, p, li, dd, dt, .legend, .scroll")) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < 0 || right > innerWidth + 0.5)) cut.push("cut off: " + element.outerHTML.slice(0, 120));
  }
  for (const name of document.querySelectorAll("tbody th")) {
    if (name.getBoundingClientRect().width > innerWidth / 2) cut.push("leaves no room: " + name.innerText);
  }
  return cut;
})()`;

describe("the report of the tables", () => {
  let profile: string;
  let server: LocalServer;
  let browser: BrowserContext;
  let page: Page;
  const trouble: string[] = [];

  before(async () => {
    exitOnSignals();
    const reports = new Map([
      ["/", reportOf(tableNames)],
      ["/kinds", reportOf(kinds)],
    ]);
    profile = await mkdtemp(path.join(tmpdir(), "smcs-report-"));
    server = await localServer(({ path: asked }, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(reports.get(asked));
    });
    browser = await openBrowser(profile);
    page = await browser.newPage();
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("dialog", (dialog) => trouble.push(dialog.message()));
    page.on("request", (request) => {
      if (![`${server.url}/`, `${server.url}/kinds`].includes(request.url())) trouble.push(`Request: ${request.url()}`);
    });
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [400, 1280]) {
      it(`is readable and has nothing that axe objects to: ${width} pixels, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${server.url}/`);
        await page.screenshot({
          path: path.join(repositoryRoot, "test-results", `tables-report-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        assert.deepEqual(await page.evaluate(cutScript), []);
        assert.equal(await page.locator("script").count(), 0);
        await page.goto(`${server.url}/kinds`);
        // Axe is no part of the page, so it need not keep to the page's security policy.
        await page.evaluate(axe);
        const results = await page.evaluate(async () => {
          const window = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
          return window.axe.run();
        });
        assert.deepEqual(
          results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
          [],
        );
        assert.deepEqual(trouble, []);
      });
    }
  }

  it("says in every picture that it is simulated, where it can be seen", async () => {
    await page.goto(`${server.url}/`);
    const pictures = await page.locator("svg").count();
    assert.ok(pictures >= tableNames.length - 1);
    const words = await page.locator("svg text", { hasText: /^simulated$/ }).evaluateAll((texts) =>
      (texts as unknown as { getBoundingClientRect(): { width: number; left: number; right: number } }[]).map(
        (text) => {
          const { width, left, right } = text.getBoundingClientRect();
          return width > 0 && left >= 0 && right > left;
        },
      ),
    );
    assert.deepEqual(words, Array(pictures).fill(true));
  });

  it("prints on white, with every table whole", async () => {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.goto(`${server.url}/`);
    const clipped = await page.evaluate(
      `[...document.querySelectorAll(".scroll")].filter((box) => getComputedStyle(box).overflowX !== "visible").length`,
    );
    assert.equal(clipped, 0);
    assert.equal(await page.locator("nav").isVisible(), false);
  });
});
