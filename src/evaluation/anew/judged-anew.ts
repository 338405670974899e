import { randomUUID } from "node:crypto";
import { readFile, type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { isMissing, openPrivate, replaceFile } from "../../storage/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { checkerVersions } from "../../core/tasks/index.ts";
import type { ReplyJudgedAnew } from "../asking/index.ts";
import { repliesFolder } from "../kept/index.ts";

/** Maximum length of a check's detail, in characters. */
const LONGEST_DETAIL = 200;

const value = v.nullable(v.number());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const changeSchema = v.object({
  questionId: v.string(),
  model: v.string(),
  before: value,
  after: value,
  detail: v.string(),
});
const schema = v.object({
  /** The checkers under which the kept replies were looked through. */
  checkers: v.array(v.string()),
  /** Whether all kept replies were looked through. */
  through: v.boolean(),
  /** Number of verdicts. */
  judged: count,
  /** Number of replies that cannot be checked. */
  uncheckable: count,
  /** Number of older checkers' outcomes without a kept reply: they stay as they are. */
  untouched: count,
  changes: v.array(changeSchema),
  /** The list of lines that was summed up last. */
  list: v.optional(v.string(), ""),
});

/** The result so far of judging a bank's kept replies anew. */
export type JudgedAnew = v.InferOutput<typeof schema>;
/** A verdict that has changed. */
export type ChangedVerdict = v.InferOutput<typeof changeSchema>;

/** The ways in which a verdict can change. */
export type Turn = "wrong" | "right" | "uncheckable" | "checkable";
export const turns: readonly Turn[] = ["wrong", "right", "uncheckable", "checkable"];

/** Returns how a verdict changed; null when it did not, for example when right stayed right. */
export function turnOf({ before, after }: Pick<ChangedVerdict, "before" | "after">): Turn | null {
  if (before === null) return after === null ? null : "checkable";
  if (after === null) return "uncheckable";
  if (isRight(before) === isRight(after)) return null;
  return isRight(after) ? "right" : "wrong";
}

function isRight(value: number): boolean {
  return value >= 0.5;
}

const fileIn = (bankFolder: string): string => path.join(repliesFolder(bankFolder, false), "judged-anew.json");

/** Returns the result under today's checkers from a bank's folder; null when nothing was looked through under them. */
export async function readJudgedAnew(bankFolder: string): Promise<JudgedAnew | null> {
  try {
    const kept = v.parse(schema, JSON.parse(await readFile(fileIn(bankFolder), "utf8")));
    return kept.checkers.join() === checkerVersions().join() ? kept : null;
  } catch {
    // A missing or damaged file only costs looking through the bank once more.
    return null;
  }
}

/** @throws the operating system's error when the file cannot be written */
export async function keepJudgedAnew(bankFolder: string, judged: JudgedAnew): Promise<void> {
  await replaceFile(fileIn(bankFolder), `${JSON.stringify(judged)}\n`);
}

/** Collects changes. For a reply that is judged again after a stop, the value before the first judgement counts. */
export class Changes {
  private readonly byPair = new Map<string, ChangedVerdict>();

  constructor(earlier: readonly ChangedVerdict[]) {
    for (const change of earlier) this.byPair.set(pairKey(change), change);
  }

  add({ detail, ...judged }: ReplyJudgedAnew): void {
    const key = pairKey(judged);
    const change = { ...judged, before: this.byPair.get(key)?.before ?? judged.before };
    if (turnOf(change) === null) this.byPair.delete(key);
    else this.byPair.set(key, { ...change, detail: plainLine(detail, LONGEST_DETAIL) });
  }

  /** By question and model. */
  get all(): ChangedVerdict[] {
    const { compare } = new Intl.Collator("en", { numeric: true });
    return [...this.byPair.values()].sort((a, b) => compare(a.questionId, b.questionId) || compare(a.model, b.model));
  }

  get count(): number {
    return this.byPair.size;
  }
}

/** Returns a key for a pair of a question and a model. */
export function pairKey({ questionId, model }: Pick<ChangedVerdict, "questionId" | "model">): string {
  return JSON.stringify([questionId, model]);
}

const lineSchema = v.object({ ...changeSchema.entries, checkers: v.string(), list: v.string() });

/**
 * The results of judging anew, one line each, until they are summed up at the end. Without these lines the earlier
 * values would be lost when the process is killed, because the bank already has the new verdicts.
 */
export class JudgedLines {
  private readonly file: string;
  private readonly checkers = checkerVersions().join();
  private opened: Promise<FileHandle> | null = null;
  /** Identifies the lines of one file. The next file, after everything is summed up, has another list. */
  list: string = randomUUID();

  constructor(bankFolder: string) {
    this.file = path.join(repliesFolder(bankFolder, false), "judged-anew.jsonl");
  }

  /**
   * Yields the lines that a killed process left under today's checkers. Damaged lines are skipped; the last one may be
   * damaged.
   *
   * @param summedUp a list whose lines are already summed up: its process was killed before it could remove them, and
   * they are removed now
   * @throws the operating system's error when the file exists but cannot be read
   */
  async *read(summedUp: string | undefined): AsyncGenerator<ReplyJudgedAnew> {
    const handle = await open(this.file).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    let isKnown = false;
    for await (const line of handle?.readLines() ?? []) {
      const found = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), line);
      if (!found.success) continue;
      const { checkers, list, ...reply } = found.output;
      if (list === summedUp) isKnown = true;
      else if (checkers === this.checkers) {
        this.list = list;
        yield reply;
      }
    }
    if (isKnown) await this.remove();
  }

  /** @throws the operating system's error when the line cannot be written */
  async add(reply: ReplyJudgedAnew): Promise<void> {
    const handle = await (this.opened ??= openPrivate(this.file, "a"));
    const { checkers, list } = this;
    // Begins with a newline because a full disk may have kept half of the line before.
    await handle.appendFile(`\n${JSON.stringify({ ...reply, checkers, list })}`);
  }

  async close(): Promise<void> {
    const handle = await this.opened?.catch(() => null);
    this.opened = null;
    await handle?.close();
  }

  /** To be called once everything is summed up. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }
}
