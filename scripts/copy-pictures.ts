// Copies the browser tests' screenshots that the docs show, in few colours: npm exec -- node scripts/copy-pictures.ts
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import UPNG from "upng-js";

/** A part of a screenshot, in pixels. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The editor's area, without what lies over its lower corner. */
const editor: Part = { left: 352, top: 36, right: 980, bottom: 540 };

/** Where dialogs ask. */
const prompts: Part = { left: 340, top: 0, right: 950, bottom: 240 };

/** The answer in the side bar. */
const panel: Part = { left: 984, top: 36, right: 1276, bottom: 440 };

/** By the name in media/docs: the screenshot in test-results, and what of it is shown. */
const pictures: Readonly<Record<string, { readonly screenshot: string; readonly part?: Part }>> = {
  "../panel.png": { screenshot: "panel.png" },
  "winner.png": { screenshot: "3-winner.png" },
  "preview.png": { screenshot: "panel-preview-light.png" },
  "endpoints-tested.png": { screenshot: "9-endpoints-tested.png", part: { ...editor, bottom: 572 } },
  "bank-report.png": { screenshot: "bank-6-report.png", part: editor },
  "why-these-models.png": { screenshot: "panel-why-light.png" },
  "first-1-installed.png": { screenshot: "first-1-installed.png" },
  "first-2-demo.png": { screenshot: "first-2-demo.png" },
  "first-3-answer.png": { screenshot: "first-3-answer.png" },
  "first-4-where.png": { screenshot: "first-5-endpoint-1.png", part: prompts },
  "first-5-key.png": { screenshot: "first-5-endpoint-2.png", part: prompts },
  "first-6-models.png": { screenshot: "first-5-endpoint-3.png", part: prompts },
  "first-7-own-server.png": { screenshot: "first-6-own-server.png", part: panel },
};

const COLOURS = 256;
const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "media/docs");

await mkdir(folder, { recursive: true });
for (const [name, { screenshot, part }] of Object.entries(pictures)) {
  const file = await readFile(path.join(root, "test-results", screenshot));
  const whole = UPNG.decode(new Uint8Array(file).buffer);
  const { left, top, right, bottom } = part ?? { left: 0, top: 0, right: whole.width, bottom: whole.height };
  const pixels = UPNG.toRGBA8(whole)[0] ?? new ArrayBuffer(0);
  const rows = Array.from({ length: bottom - top }, (_, row) => {
    const start = 4 * ((top + row) * whole.width + left);
    return Buffer.from(pixels, start, 4 * (right - left));
  });
  const shown = new Uint8Array(Buffer.concat(rows)).buffer;
  const fewer = UPNG.encode([shown], right - left, bottom - top, COLOURS);
  await writeFile(path.join(folder, name), Buffer.from(fewer));
  console.log(`${name}: ${Math.round(fewer.byteLength / 1000)} kB`);
}
