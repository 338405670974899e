import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { repetitions } from "../../../test/support/deep.ts";
import { openSample, sampleEntry, SPACE } from "../../../test/bank/sample-bank.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { normalise } from "../../core/embedding.ts";
import {
  type BankChange,
  bankEntries,
  changeBank,
  compactBank,
  createBank,
  type Outcome,
  rewriteBank,
  verifyBank,
} from "./bank-store.ts";

const id = fc.constantFrom("a", "b", "c", "d", "e");
const outcome: fc.Arbitrary<Outcome> = fc.record(
  {
    value: fc.constantFrom(0, 0.5, 1),
    weight: fc.constantFrom(0.25, 1),
    evidence: fc.constantFrom("checked", "imported", "choice", "samples"),
  },
  { noNullPrototype: true },
);
const change: fc.Arbitrary<BankChange> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), entry: id.map((name) => sampleEntry(name)) }),
  fc.record({ kind: fc.constant("remove" as const), id }),
  fc.record({
    kind: fc.constant("skills" as const),
    id,
    skills: fc.subarray(["sql", "joins", "zahlentheorie \u00fc"]),
  }),
  fc.record({
    kind: fc.constant("outcomes" as const),
    id,
    capability: fc.dictionary(fc.constantFrom("m", "n", "o"), fc.option(outcome), { noNullPrototype: true }),
  }),
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("compact" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reverse" as const) }) },
);

/** The simplest possible bank. */
class Model {
  entries = new Map<string, BankEntry>();

  /** Makes all changes, or none and returns false when one is impossible. */
  change(changes: readonly BankChange[]): boolean {
    const next = new Map(this.entries);
    for (const one of changes) {
      const key = one.kind === "add" ? one.entry.question.id : one.id;
      if (next.has(key) === (one.kind === "add")) return false;
      if (one.kind === "add") next.set(key, { ...one.entry, vector: normalise(one.entry.vector) });
      if (one.kind === "remove") next.delete(key);
      if (one.kind === "skills") next.set(key, withSkills(next.get(key), one.skills));
      if (one.kind === "outcomes") next.set(key, withOutcomes(next.get(key), one.capability));
    }
    this.entries = next;
    return true;
  }

  reverse(): void {
    this.entries = new Map([...this.entries].reverse());
  }
}

function withSkills(entry: BankEntry | undefined, skills: readonly string[]): BankEntry {
  assert.ok(entry);
  return { question: { ...entry.question, skills: [...skills] }, vector: entry.vector };
}

function withOutcomes(entry: BankEntry | undefined, outcomes: Readonly<Record<string, Outcome | null>>): BankEntry {
  assert.ok(entry);
  const capability = { ...entry.question.capability };
  for (const [model, known] of Object.entries(outcomes)) {
    if (known === null) Reflect.deleteProperty(capability, model);
    else capability[model] = known;
  }
  return { question: { ...entry.question, capability }, vector: entry.vector };
}

describe("the store", () => {
  it("is a plain map, whatever is done to it in whatever order", async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id), steps, async (first, sequence) => {
        const folder = await mkdtemp(path.join(tmpdir(), "smcs-model-"));
        try {
          const model = new Model();
          model.change(first.map((name) => ({ kind: "add", entry: sampleEntry(name) })));
          await createBank(folder, { space: SPACE, entries: first.map((name) => sampleEntry(name)) });
          for (const one of sequence) {
            if (one.kind === "compact") await compactBank(folder);
            if (one.kind === "reverse") await reverse(folder, model);
            if (one.kind === "change") {
              const made = await changeBank(folder, SPACE, one.changes).then(
                () => true,
                () => false,
              );
              assert.equal(made, model.change(one.changes));
            }
            assert.deepEqual((await openSample(folder)).entries, [...model.entries.values()]);
          }
          assert.deepEqual(await verifyBank(folder), []);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: repetitions(8, 300) },
    );
  });
});

/** Rewrites the bank in reverse order; any rewrite would do, but this one shows mistakes in the order. */
async function reverse(folder: string, model: Model): Promise<void> {
  model.reverse();
  await rewriteBank(folder, async (old) => {
    assert.ok(old);
    const entries: BankEntry[] = [];
    for await (const entry of bankEntries(old)) entries.push(entry);
    return { space: SPACE, entries: entries.reverse() };
  });
}
