// Draws media/icon.png from media/icon.svg, because galleries need a PNG: npm exec -- node scripts/draw-icon.ts
import { readFile } from "node:fs/promises";
import { chromium } from "playwright";
import { requireBrowser } from "../test/support/vscode/require-browser.ts";

const SIZE = 256;
const media = new URL("../media/", import.meta.url);

const browser = await chromium.launch({ executablePath: await requireBrowser(), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>body { margin: 0 }</style>${await readFile(new URL("icon.svg", media), "utf8")}`);
  await page.screenshot({ path: new URL("icon.png", media).pathname, omitBackground: true });
} finally {
  await browser.close();
}
