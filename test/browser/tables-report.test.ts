import path from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright";
import { reportOf, tableNames } from "../support/lab/made-up-report.ts";
import { axeViolations } from "../support/axe.ts";
import { deep, pairs } from "../support/deep.ts";
import { eventually, expect } from "../support/expect.ts";
import { keepFailures } from "../support/failures.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { endBrowserAfterTests, openContext } from "../support/vscode/browser.ts";
import { exitOnSignals } from "../support/vscode/process-end.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

/** One table for each kind of picture: pictures of all tables, and axe on all of them, take many seconds. */
const kinds = ["figure-1", "table-2", "figure-5", "table-11"];

/**
 * Runs in the page: returns the elements that are wider than their place, except for boxes that scroll by themselves.
 */
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

exitOnSignals();
endBrowserAfterTests();

describe("the report of the tables", () => {
  let server: LocalServer;
  let browser: BrowserContext;
  let page: Page;
  const trouble: string[] = [];

  before(async () => {
    const reports = new Map([
      ["/", reportOf(tableNames)],
      ["/kinds", reportOf(kinds)],
    ]);
    server = await localServer(({ path: asked }, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(reports.get(asked));
    });
    browser = await openContext();
    page = await browser.newPage();
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("dialog", (dialog) => trouble.push(dialog.message()));
    page.on("request", (request) => {
      if (![`${server.url}/`, `${server.url}/kinds`].includes(request.url())) trouble.push(`Request: ${request.url()}`);
    });
  });

  keepFailures(() => ({ picture: (file) => page.screenshot({ path: file }), texts: {} }));

  afterEach(() => {
    expect(trouble).toEqual([]);
  });

  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Saves a picture of the page from its beginning to its end. */
  async function screenshot(name: string): Promise<void> {
    await page.screenshot({ path: path.join(repositoryRoot, "test-results", `${name}.png`), fullPage: true });
  }

  for (const [width, colorScheme] of pairs([400, 1280], ["light", "dark"] as const)) {
    it(`is readable and has nothing that axe objects to: ${width} pixels, ${colorScheme}`, async () => {
      await page.emulateMedia({ media: null, colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/`);
      await expect(page.locator("section > h2").last()).toBeVisible();
      await expect.poll(() => page.evaluate(cutScript)).toEqual([]);
      await expect(page.locator("script")).toHaveCount(0);
      if (deep) await screenshot(`tables-report-${width}-${colorScheme}`);
      await page.goto(`${server.url}/kinds`);
      await screenshot(`tables-report-kinds-${width}-${colorScheme}`);
      expect(await axeViolations(page)).toEqual([]);
    });
  }

  it("shows all rows and pictures whole, and breaks long titles of columns before a table scrolls: 700 pixels", async () => {
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 700, height: 900 });
    await page.goto(`${server.url}/kinds`);
    const cut = `[...document.querySelectorAll(".pictures .scroll")].filter((box) => box.scrollWidth > box.clientWidth).length`;
    await expect.poll(() => page.evaluate(cut)).toBe(0);
    const title = page.locator("#table-2 thead th", { hasText: "Latency against" });
    await expect(title).toHaveCSS("white-space", "normal");
    await screenshot("tables-report-kinds-700");
    await page.goto(`${server.url}/`);
    const lower = `[...document.querySelectorAll(".scroll")].filter((box) => box.scrollHeight > box.clientHeight + 1).length`;
    await expect.poll(() => page.evaluate(lower)).toBe(0);
  });

  it("says in every picture that it is simulated, where it can be seen", async () => {
    await page.emulateMedia({ media: null });
    await page.goto(`${server.url}/`);
    const pictures = page.locator("svg");
    const words = page.locator("svg text", { hasText: /^simulated$/ });
    await eventually(async () => {
      const count = await pictures.count();
      expect(count).toBeGreaterThanOrEqual(tableNames.length - 1);
      const seen = await words.evaluateAll((texts) =>
        (texts as unknown as { getBoundingClientRect(): { width: number; left: number; right: number } }[]).map(
          (text) => {
            const { width, left, right } = text.getBoundingClientRect();
            return width > 0 && left >= 0 && right > left;
          },
        ),
      );
      expect(seen).toEqual(Array(count).fill(true));
    });
  });

  it("prints on white, with every table whole", async () => {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.goto(`${server.url}/`);
    await expect(page.locator("section > h2").last()).toBeVisible();
    await expect(page.locator("nav")).toBeHidden();
    const overflows = `[...new Set([...document.querySelectorAll(".scroll")].map((box) => getComputedStyle(box).overflowX))]`;
    await expect.poll(() => page.evaluate(overflows)).toEqual(["visible"]);
    await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  });
});
