import { randomUUID } from "node:crypto";
import { readFile, type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { isMissing, openPrivate, replaceFile } from "../../storage/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { checkerVersions } from "../../core/tasks/index.ts";
import type { JudgedReply } from "../asking/index.ts";
import { repliesFolder } from "../kept/index.ts";

/** Characters of what a check said. */
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
  /** Whether that came to its end. */
  through: v.boolean(),
  /** Verdicts that were made. */
  judged: count,
  /** Replies that cannot be checked. */
  uncheckable: count,
  /** Outcomes of older checkers without a kept reply: they stay as they are. */
  untouched: count,
  changes: v.array(changeSchema),
  /** The list of lines that was summed up last. */
  list: v.optional(v.string(), ""),
});

/** What judging a bank's kept replies anew has brought so far. */
export type JudgedAnew = v.InferOutput<typeof schema>;
/** A verdict that is another one now. */
export type ChangedVerdict = v.InferOutput<typeof changeSchema>;

/** The ways in which verdicts change. */
export type Turn = "wrong" | "right" | "uncheckable" | "checkable";
export const turns: readonly Turn[] = ["wrong", "right", "uncheckable", "checkable"];

/** Returns how a verdict changed; null where right stayed right, and so on. */
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

/** Returns what a bank's folder holds of today's checkers; null where nothing was looked through under them. */
export async function readJudgedAnew(bankFolder: string): Promise<JudgedAnew | null> {
  try {
    const kept = v.parse(schema, JSON.parse(await readFile(fileIn(bankFolder), "utf8")));
    return kept.checkers.join() === checkerVersions().join() ? kept : null;
  } catch {
    // A file that is not there or damaged costs one look through the bank.
    return null;
  }
}

/** @throws what the operating system says where the file cannot be written */
export async function keepJudgedAnew(bankFolder: string, judged: JudgedAnew): Promise<void> {
  await replaceFile(fileIn(bankFolder), `${JSON.stringify(judged)}\n`);
}

/** Collects changes; a reply that is judged again after a stop counts with what stood before the first time. */
export class Changes {
  private readonly byPair = new Map<string, ChangedVerdict>();

  constructor(earlier: readonly ChangedVerdict[]) {
    for (const change of earlier) this.byPair.set(pairKey(change), change);
  }

  add({ detail, ...judged }: JudgedReply): void {
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

/** Tells pairs of a question and a model apart. */
export function pairKey({ questionId, model }: Pick<ChangedVerdict, "questionId" | "model">): string {
  return JSON.stringify([questionId, model]);
}

const lineSchema = v.object({ ...changeSchema.entries, checkers: v.string(), list: v.string() });

/**
 * What judging anew brings, a line each, until it is summed up at the end: a process that is killed has told the bank of
 * its verdicts, and what they were before would be known to nobody.
 */
export class JudgedLines {
  private readonly file: string;
  private readonly checkers = checkerVersions().join();
  private opened: Promise<FileHandle> | null = null;
  /** Tells the lines of one file from those of another, which has its place once everything was summed up. */
  list: string = randomUUID();

  constructor(bankFolder: string) {
    this.file = path.join(repliesFolder(bankFolder, false), "judged-anew.jsonl");
  }

  /**
   * Yields what a process that was killed has left, under today's checkers. A damaged line, as the last one may be, is left
   * out.
   *
   * @param summedUp a list whose lines are known: the process was killed before it could remove them, which is done now
   * @throws what the operating system says where the file is there and cannot be read
   */
  async *read(summedUp: string | undefined): AsyncGenerator<JudgedReply> {
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

  /** @throws what the operating system says where the line cannot be written */
  async add(reply: JudgedReply): Promise<void> {
    const handle = await (this.opened ??= openPrivate(this.file, "a"));
    const { checkers, list } = this;
    // A full disk may have kept the half of a line before.
    await handle.appendFile(`\n${JSON.stringify({ ...reply, checkers, list })}`);
  }

  async close(): Promise<void> {
    const handle = await this.opened?.catch(() => null);
    this.opened = null;
    await handle?.close();
  }

  /** Once everything is summed up. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }
}
