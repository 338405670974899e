import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { repetitions, SEED } from "../../../test/support/deep.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { moveBank } from "./move-bank.ts";
import { temporaryFolder } from "../../../test/support/bank/packed.ts";
import { assertIn, embedderOf, entryIn, vectorIn } from "../../../test/support/bank/spaces.ts";
import { bankEntries, changeBank, createBank, readState, rewriteBank, verifyBank } from "../store/bank-store.ts";
import { exists } from "../store/layout.ts";

const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const text = fc.constantFrom("one", "two", "three", "four");
const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), id, text }),
  fc.record({ kind: fc.constant("remove" as const), id }),
  fc.record({ kind: fc.constant("outcome" as const), id, value: fc.constantFrom(0, 1) }),
  // As an import does it.
  fc.record({ kind: fc.constant("reword" as const), id, text }),
  fc.record({ kind: fc.constant("cancel" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Makes a change in a bank of any space, in the way of all writers. An impossible change is skipped. */
async function change(folder: string, one: Exclude<Step, { kind: "cancel" }>): Promise<void> {
  const space = (await readState(folder)).manifest.space || "s0";
  if (one.kind === "reword") {
    await rewriteBank(folder, (old) => ({ space, entries: reworded(bankEntries(old!), space, one.id, one.text) }));
    return;
  }
  const changes = {
    add: () => ({ kind: "add", entry: entryIn(space, one.id, "text" in one ? one.text : "") }) as const,
    remove: () => ({ kind: "remove", id: one.id }) as const,
    outcome: () => {
      const value = "value" in one ? one.value : 0;
      return { kind: "outcomes", id: one.id, capability: { m: { value, weight: 1, evidence: "checked" } } } as const;
    },
  };
  await changeBank(folder, space, [changes[one.kind]()]);
}

async function* reworded(entries: AsyncIterable<BankEntry>, space: string, which: string, question: string) {
  for await (const entry of entries) {
    if (entry.question.id !== which) yield entry;
    else yield { question: { ...entry.question, question }, vector: vectorIn(space, question, 5) };
  }
}

/** Makes the same change in a plain map. */
function changeModel(model: Map<string, BankQuestion>, one: Exclude<Step, { kind: "cancel" }>): boolean {
  const known = model.get(one.id);
  if ((known === undefined) !== (one.kind === "add")) return one.kind === "reword";
  if (one.kind === "add") model.set(one.id, entryIn("", one.id, one.text).question);
  if (one.kind === "remove") model.delete(one.id);
  if (known === undefined) return true;
  if (one.kind === "reword") model.set(one.id, { ...known, question: one.text });
  if (one.kind === "outcome") {
    const capability = { ...known.capability, m: { value: one.value, weight: 1, evidence: "checked" as const } };
    model.set(one.id, { ...known, capability });
  }
  return true;
}

async function questionsOf(folder: string): Promise<Map<string, BankQuestion>> {
  const questions = new Map<string, BankQuestion>();
  for await (const { question } of bankEntries(await readState(folder))) questions.set(question.id, question);
  return questions;
}

describe("a bank under changes", () => {
  it("is moved again and again without losing any, and every vector is that of its text and space", async (t) => {
    const counts = { changes: 0, cancelled: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id, { minLength: 2 }),
        fc.array(step, { minLength: 4, maxLength: 14 }),
        async (first, given) => {
          const steps = [...given];
          const folder = await temporaryFolder(t);
          const model = new Map(first.map((one) => [one, entryIn("", one).question]));
          await createBank(folder, { space: "s0", entries: first.map((one) => entryIn("s0", one)) });
          let stop = new AbortController();
          const perform = async (): Promise<void> => {
            const one = steps.shift();
            if (one === undefined) return;
            if (one.kind === "cancel") stop.abort();
            else if (changeModel(model, one)) {
              counts.changes += 1;
              await change(folder, one);
            } else await assert.rejects(change(folder, one));
          };
          for (let round = 1; round <= 4; round++) {
            const space = `s${round % 3}`;
            // Other writers come before each batch of one question. Under the bank's lock they would have to wait.
            const others = async () => (await exists(path.join(folder, "write.lock"))) || perform();
            const embedding: EmbeddingModel = embedderOf(space, { before: others });
            stop = new AbortController();
            const options = { onProgress: () => undefined, signal: stop.signal, batch: 1 };
            await moveBank(folder, embedding, options).then(
              async () => {
                if (model.size > 0) await assertIn(folder, space);
              },
              (error: unknown) => {
                assert.match(String(error), /BankError: Embedding was cancelled/);
                counts.cancelled += 1;
              },
            );
            await perform();
            assert.deepEqual(await questionsOf(folder), model);
            assert.deepEqual(await verifyBank(folder), []);
          }
        },
      ),
      { numRuns: repetitions(4, 150), seed: SEED },
    );
    assert.ok(counts.changes > repetitions(10, 400) && counts.cancelled > 0, JSON.stringify(counts));
  });
});
