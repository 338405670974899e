import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright";
import { expect } from "../expect.ts";
import { repositoryRoot } from "./repository.ts";
import type { VscodeWindow } from "./vscode-window.ts";
import { seenTexts } from "./seen-texts.ts";

/** Effort of a journey: clicks and command keys, typed words, and words on the screen. */
interface Effort {
  readonly clicks: number;
  readonly typed: number;
  readonly read: number;
}

/** The page with the effort of each journey. */
const PAGE = "docs/journeys.md";

/**
 * Maximum deviation of the words on the screen from the page's number, as a share of that number. A changed sentence
 * does not make another journey, and texts that appear briefly are seen on a slow machine only.
 */
const APART = 0.3;

/**
 * Counts a person's actions in a window on the way to a goal. Before each step the person reads the screen. A text that
 * stays there counts once. Models' answers and the person's own words do not count.
 */
export class Journey {
  private readonly window: VscodeWindow;
  private readonly name: string;
  private readonly seen = new Set<string>();
  private readonly typed: string[] = [];
  private clicks = 0;

  /** @param name of the journey in the page's table */
  constructor(window: VscodeWindow, name: string) {
    this.window = window;
    this.name = name;
  }

  /** Clicks. A hover needs no click. */
  async click(target: Locator, options: Parameters<Locator["click"]>[0] = {}): Promise<void> {
    await target.waitFor();
    await this.look();
    this.clicks += 1;
    await target.click(options);
  }

  /** Presses a key that is a command. */
  async press(key: string): Promise<void> {
    await this.look();
    this.clicks += 1;
    await this.window.page.keyboard.press(key);
  }

  /** Types into a box. */
  async type(box: Locator, text: string): Promise<void> {
    await box.waitFor();
    await this.look();
    this.typed.push(text);
    await box.fill(text);
  }

  /** Answers a question of the quick input: types the answer, or keeps the present one, and presses Enter. */
  async answer(asked: string, text?: string): Promise<void> {
    const { workbench } = this.window;
    await workbench.quickInputAsks(asked);
    await this.look();
    if (text !== undefined) this.typed.push(text);
    this.clicks += 1;
    await workbench.answerQuickInput(asked, text);
  }

  /** Types a file's path into VS Code's file dialog, and presses Enter. */
  async chooseFile(file: string): Promise<void> {
    this.typed.push(file);
    this.clicks += 1;
    await this.window.workbench.fillFileDialog(file);
  }

  /** Reads the screen at the end of the journey, and compares the effort with the page. */
  async ends(): Promise<void> {
    await this.look();
    const read = [...this.seen].filter((text) => !this.typed.some((typed) => typed.includes(text)));
    const effort: Effort = { clicks: this.clicks, typed: count(this.typed), read: count(read) };
    const said = await saidOf(this.name);
    const { clicks, typed } = effort;
    expect({ clicks, typed }, `${PAGE} says of "${this.name}"`).toEqual({ clicks: said.clicks, typed: said.typed });
    const apart = Math.abs(effort.read - said.read) / said.read;
    const words = `"${this.name}" has ${effort.read} words on the screen, not ${said.read} as in ${PAGE}:\n${read.join("\n")}`;
    expect(apart, words).toBeLessThanOrEqual(APART);
  }

  private async look(): Promise<void> {
    for (const text of await seenTexts(this.window.page)) this.seen.add(text);
  }
}

function count(texts: readonly string[]): number {
  return texts.flatMap((text) => text.split(/\s+/)).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Resolves with the page's effort of a journey: the last three columns of its row. */
async function saidOf(name: string): Promise<Effort> {
  const lines = (await readFile(path.join(repositoryRoot, PAGE), "utf8")).split("\n");
  const cells = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const row = cells.find(([, first]) => first === name);
  if (row === undefined) throw new Error(`${PAGE} has no row "${name}".`);
  const [clicks = NaN, typed = NaN, read = NaN] = row.slice(-4, -1).map(Number);
  return { clicks, typed, read };
}
