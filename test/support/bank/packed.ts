import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import fc from "fast-check";
import { normalise } from "../../../src/core/embedding.ts";
import { type BankEntry, namesAt, type PackedBank } from "../../../src/core/packed-bank/index.ts";
import { withChanges } from "../../../src/bank/store/apply-changes.ts";
import type { BankChange, BankState, Outcome } from "../../../src/bank/store/bank-store.ts";

/** Creates a folder that is removed after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-packed-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns a state whose generation is in `folder`, for tests that need no index there. */
export function stateIn(folder: string, dimension: number, contentHash = "hash"): BankState {
  const manifest = { format: 1, generation: 3, space: "test", dimension, entries: 0, parts: [], contentHash } as const;
  return { folder, manifest, changes: [], version: { generation: 3, contentHash, journalBytes: 0 }, losses: [] };
}

/** Returns entries with changes applied, in the simple way. */
export async function changed(entries: readonly BankEntry[], changes: readonly BankChange[]): Promise<BankEntry[]> {
  const all: BankEntry[] = [];
  for await (const entry of withChanges(streamed(entries), changes)) all.push(entry);
  return all;
}

/** Yields entries as the index does. */
export async function* streamed(entries: readonly BankEntry[]): AsyncGenerator<BankEntry> {
  await Promise.resolve();
  yield* entries;
}

/** Returns the contents of a bank, independent of their storage: outcomes by id and model, labels by name. */
export function contentOf(bank: PackedBank) {
  const { space, dimension, models, capability, outcomes, questions, vectors } = bank;
  const { sources, domains, topics, skills } = questions;
  const rows = Array.from({ length: questions.size }, (_, row) => {
    const codes = [...capability.subarray(row * models.length, (row + 1) * models.length)];
    return {
      id: questions.id(row),
      text: questions.text(row),
      skills: namesAt(skills, row),
      labels: [sources, domains, topics].map(({ names, of }) => names[of[row] ?? -1]),
      outcomes: codes.map((code) => [outcomes.values[code], outcomes.weights[code]]),
    };
  });
  return { space, dimension, models, rows, vectors: [...vectors] };
}

/** d of the generated entries. */
export const DIMENSION = 3;
const MODELS = ["zeta", "alpha", "Modell \u00fc", ""];

const outcome: fc.Arbitrary<Outcome> = fc.record({
  value: fc.constantFrom(0, 1, 0.5, 1 / 3, 0.1),
  weight: fc.constantFrom(1, 0.25),
  evidence: fc.constant("checked" as const),
});
const capability = fc.dictionary(fc.constantFrom(...MODELS), outcome, { maxKeys: 4 });
const label = fc.constantFrom("coding", "math", "\u4e2d\u6587", "");
const skills = fc.subarray(["sql", "joins", "caf\u00e9", "graphs"]);
const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "\u00e4/1", "\ud83d\ude00");

/** Generates an entry of a bank. There are few ids, so that changes affect entries. */
export const anyEntry: fc.Arbitrary<BankEntry> = fc
  .record({
    id,
    source: label.map((name) => name || "own"),
    split: fc.constantFrom("bank" as const, "bank" as const, "test" as const),
    domain: fc.option(label, { nil: undefined }),
    topic: fc.option(fc.string(), { nil: undefined }),
    skills: fc.option(skills, { nil: undefined }),
    question: fc.string({ unit: "grapheme", minLength: 1 }),
    capability,
    vector: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
  })
  .map(({ vector, domain, topic, skills: named, ...question }) => ({
    question: {
      ...question,
      task: { kind: "open" as const },
      ...(domain === undefined ? {} : { domain }),
      ...(topic === undefined ? {} : { topic }),
      ...(named === undefined ? {} : { skills: named }),
    },
    vector: normalise(vector),
  }));

/** Generates a bank's entries with different ids. */
export const anyEntries = fc.uniqueArray(anyEntry, { selector: ({ question }) => question.id, maxLength: 10 });

/** Generates changes that a journal may hold, including changes of missing questions. */
export const anyChanges: fc.Arbitrary<BankChange[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: anyEntry.map((entry): BankChange => ({ kind: "add", entry })) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(id, fc.dictionary(fc.constantFrom(...MODELS, "new"), fc.option(outcome), { maxKeys: 3 }))
        .map(([changedId, known]): BankChange => ({ kind: "outcomes", id: changedId, capability: known })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(id, skills)
        .map(([changedId, named]): BankChange => ({ kind: "skills", id: changedId, skills: named })),
    },
    { weight: 1, arbitrary: id.map((removed): BankChange => ({ kind: "remove", id: removed })) },
  ),
  { maxLength: 8 },
);
