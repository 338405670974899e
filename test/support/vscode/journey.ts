import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright";
import { expect } from "../expect.ts";
import { repositoryRoot } from "./repository.ts";
import type { VscodeWindow } from "./vscode-window.ts";
import { seenTexts } from "./seen-texts.ts";

/** What a journey takes: clicks and keys that are commands, words that are typed, and words that are on the screen. */
interface Effort {
  readonly clicks: number;
  readonly typed: number;
  readonly read: number;
}

/** The page that says what each journey takes. */
const PAGE = "docs/journeys.md";

/**
 * How far the words on the screen may be from the page's number, as a share of it: a changed sentence is no other journey,
 * and what is shown for a moment only is seen on a slow machine.
 */
const APART = 0.3;

/**
 * What a person does in a window on the way to an aim, counted. Before each step the person reads what is on the screen;
 * a text that stays there counts once, and neither models' answers nor what the person typed count.
 */
export class Journey {
  private readonly window: VscodeWindow;
  private readonly name: string;
  private readonly seen = new Set<string>();
  private readonly typed: string[] = [];
  private clicks = 0;

  /** @param name as in the table of the page */
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

  /** Answers what the quick input asks for: types the answer, or takes what is there already, and presses Enter. */
  async answer(asked: string, text?: string): Promise<void> {
    const { workbench } = this.window;
    await workbench.quickInputAsks(asked);
    await this.look();
    if (text !== undefined) this.typed.push(text);
    this.clicks += 1;
    await workbench.answerQuickInput(asked, text);
  }

  /** Types a file's path into VS Code's own dialog for files, and presses Enter. */
  async chooseFile(file: string): Promise<void> {
    this.typed.push(file);
    this.clicks += 1;
    await this.window.workbench.fillFileDialog(file);
  }

  /** Looks at the end of the journey, and compares it with the page. */
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

/** What the page says of a journey, as it is now: the last three columns of its row. */
async function saidOf(name: string): Promise<Effort> {
  const lines = (await readFile(path.join(repositoryRoot, PAGE), "utf8")).split("\n");
  const cells = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const row = cells.find(([, first]) => first === name);
  if (row === undefined) throw new Error(`${PAGE} has no row "${name}".`);
  const [clicks = NaN, typed = NaN, read = NaN] = row.slice(-4, -1).map(Number);
  return { clicks, typed, read };
}
