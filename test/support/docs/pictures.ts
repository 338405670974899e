import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright";
import { eventually, expect } from "../expect.ts";
import { repositoryRoot } from "../vscode/repository.ts";

/** A part of a window's picture, in pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Picture {
  /** The browser test that takes the picture. */
  readonly test: string;
  /** The part of the window that the docs show; the whole window if absent. */
  readonly part?: Part;
}

/** The editor's area, without elements over its lower corner. */
const editor: Part = { left: 352, top: 36, right: 980, bottom: 540 };

/** The area of dialogs. */
const prompts: Part = { left: 340, top: 0, right: 950, bottom: 240 };

/** The answer in the side bar. */
const panel: Part = { left: 984, top: 36, right: 1276, bottom: 440 };

/** The pictures of the docs by their names in `media/docs`. `npm run pictures` takes all of them again. */
export const pictures = {
  panel: { test: "vscode-panel" },
  winner: { test: "vscode-panel" },
  preview: { test: "panel-preview" },
  "endpoints-tested": { test: "own-models", part: { ...editor, bottom: 572 } },
  "bank-report": { test: "question-bank", part: editor },
  "why-these-models": { test: "panel-why" },
  "first-1-installed": { test: "first-minutes" },
  "first-2-demo": { test: "first-minutes" },
  "first-3-answer": { test: "first-minutes" },
  "first-4-where": { test: "first-minutes", part: { ...prompts, bottom: 300 } },
  "first-5-key": { test: "first-minutes", part: prompts },
  "first-6-models": { test: "first-minutes", part: prompts },
  "first-7-own-server": { test: "first-minutes", part: panel },
} as const satisfies Readonly<Record<string, Picture>>;

export type PictureName = keyof typeof pictures;

/** The docs' pictures, each with a file of the roles and words that it shows, as for a screen reader. */
export const docsFolder = path.join(repositoryRoot, "media/docs");

/** The folder of the same files from a run of the tests. */
export const takenFolder = path.join(repositoryRoot, "test-results/pictures");

/** Set by `npm run pictures`: the product's output is kept, not compared. */
export const RETAKE = "SMCS_RETAKE_PICTURES";

/**
 * Takes a picture of the docs. Fails if the product no longer shows the contents of the docs' picture: other words,
 * other controls, or another order. Fonts and colours are not compared, because they differ between machines.
 *
 * @param page the subject of the picture
 * @param shown the product's own parts in the picture
 */
export async function takePicture(name: PictureName, page: Page | Locator, shown: readonly Locator[]): Promise<void> {
  const outline = await settledOutline(name, shown);
  await mkdir(takenFolder, { recursive: true });
  await writeFile(path.join(takenFolder, `${name}.txt`), outline);
  // As it looks after fading in.
  await page.screenshot({ path: path.join(takenFolder, `${name}.png`), animations: "disabled" });
}

/** Returns the outline once it equals the docs' outline, or, when pictures are retaken, once it stays the same. */
async function settledOutline(name: PictureName, shown: readonly Locator[]): Promise<string> {
  const isRetaking = process.env[RETAKE] === "1";
  const kept = isRetaking ? null : await readFile(path.join(docsFolder, `${name}.txt`), "utf8");
  let outline = "";
  await eventually(async () => {
    const before = kept ?? outline;
    outline = await outlineOf(shown);
    expect(outline, `the docs' picture ${name} is of an older product: look, then npm run pictures`).toBe(before);
  });
  return outline;
}

/** Returns roles and words of the product, without the results of chance: numbers, and models' texts. */
async function outlineOf(shown: readonly Locator[]): Promise<string> {
  const parts = await Promise.all(shown.map((one) => one.ariaSnapshot()));
  return `${withoutChance(parts.join("\n"))}\n`;
}

/**
 * Returns an outline with 0 for every number, the plural for all counts, and only the product's controls in answers.
 */
export function withoutChance(outline: string): string {
  const lines: string[] = [];
  let answer = Infinity;
  let log = Infinity;
  for (const line of outline.replaceAll(/\d[\d.,:]*\d|\d/g, "0").split("\n")) {
    const depth = line.search(/\S/);
    if (depth <= answer) answer = /^\s*- group "Answer":/.test(line) ? depth : Infinity;
    // Announcements for a screen reader are invisible, and depend on which model was first.
    if (depth <= log) log = /^\s*- log\b/.test(line) ? depth : Infinity;
    if (depth >= log) continue;
    const isOfModels = depth > answer && !/- button| · free/.test(line);
    const plain = line.replace(/(Merged from 0 answer).*/, "$1s").replace(/0 notes?$/, "0 notes");
    // The number of code blocks in an answer is also a result of chance.
    if (!isOfModels && !(depth > answer && lines.includes(plain))) lines.push(plain);
  }
  return lines.join("\n");
}
