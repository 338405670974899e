import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type BankChange, bankEntries, readState } from "../../src/bank/store/bank-store.ts";
import type { BankEntry } from "../../src/core/packed-bank/index.ts";
import { randomStream } from "../../src/core/random.ts";

export const SPACE = "sample";

/** Creates an empty folder that is removed after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-store-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Returns an entry whose text is hard to store. */
export function sampleEntry(id: string, dimension = 8): BankEntry {
  const random = randomStream(1, `vector of ${id}`);
  return {
    question: {
      id,
      source: "sample",
      split: "bank",
      question: `What is "${id}"?\n\u0000 \u2028 😀`,
      task: { kind: "open" },
      capability: { m: { value: 0.5, weight: 1, evidence: "checked" } },
    },
    vector: Float32Array.from({ length: dimension }, () => random() - 0.5),
  };
}

/** Returns keywords for a question with this id. */
export function sampleSkills(id: string): string[] {
  return ["sql", `skill ${id}`];
}

/** Yields `count` entries, the same for the same arguments. */
export function* sampleEntries(count: number, dimension = 8, prefix = "q"): Generator<BankEntry> {
  for (let i = 0; i < count; i++) yield sampleEntry(`${prefix}${i}`, dimension);
}

export function adding(entry: BankEntry): BankChange {
  return { kind: "add", entry };
}

/** Opens the bank of a folder. Returns its entries and the reported losses. */
export async function openSample(folder: string): Promise<{ entries: BankEntry[]; ids: string[]; losses: string[] }> {
  const state = await readState(folder);
  const entries = await collect(bankEntries(state));
  return { entries, ids: entries.map(({ question }) => question.id), losses: state.losses };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
