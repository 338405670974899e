import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { capabilityJsonlFormat, smcsJsonlFormat } from "../../../bank-import/index.ts";
import { importFile } from "../import-file.ts";
import { mergeOutcomes, mergeQuestion, type Merging } from "../merge-rows.ts";
import { bankEntries, bankExists, bankVersion, readState } from "../../store/bank-store.ts";
import { bankQuestionSchema } from "../../../core/question-bank/index.ts";
import { builtInEmbedder } from "../../../embedding/built-in/index.ts";
import { collected } from "../../../../test/support/bank-import/rows.ts";
import { repetitions } from "../../../../test/support/deep.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const outcomes = fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom(0, 0.5, 1), { minKeys: 1 });
const questionRow = fc
  .record({
    id,
    split: fc.constantFrom("bank", "test"),
    question: fc.constantFrom("Why?", "How?", "When?"),
    task: fc.constantFrom({ kind: "open" }, { kind: "math", answer: "1" }),
    capability: fc.oneof(fc.constant({}), outcomes),
  })
  // Each id has its own source, so that no two ids are taken for one question.
  .map((row) => ({ ...row, source: `source ${row.id}` }));
const outcomeRow = fc.record({ questionId: id, correct: outcomes });
const anyFile = fc.oneof(
  fc.record({ format: fc.constant(smcsJsonlFormat), rows: fc.array(questionRow, { minLength: 1, maxLength: 6 }) }),
  fc.record({ format: fc.constant(capabilityJsonlFormat), rows: fc.array(outcomeRow, { minLength: 1, maxLength: 6 }) }),
);

describe("imports, one after the other", () => {
  it("give the bank and the counts that taking row after row would give", async () => {
    const embedding = builtInEmbedder();
    await fc.assert(
      fc.asyncProperty(fc.array(anyFile, { minLength: 1, maxLength: 4 }), async (files) => {
        const folder = await mkdtemp(path.join(tmpdir(), "smcs-model-"));
        try {
          const bankFolder = path.join(folder, "bank");
          const model = new Map<string, Merging>();
          for (const [at, { format, rows }] of files.entries()) {
            const expected = { imported: 0, updated: 0, skipped: 0 };
            const before = new Map(model);
            for (const row of rows) take(model, row, expected);
            const changed = model.size !== before.size || [...model].some(([key, value]) => before.get(key) !== value);
            // When a question gets a check, the vector of its earlier words stays.
            for (const [key, { question, vector }] of model) {
              if (vector !== null) continue;
              const [made] = await embedding.embed([question.question], "document");
              model.set(key, { question, vector: made?.vector ?? null });
            }
            const file = path.join(folder, `${at}.jsonl`);
            await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
            const version = await bankVersion(bankFolder);
            const signal = new AbortController().signal;
            const request = { bankFolder, file, format, options: {}, embedding, onProgress: () => undefined, signal };
            const { imported, updated, skipped, questions } = await importFile(request);
            assert.deepEqual({ imported, updated, skipped }, expected);
            assert.equal(questions, model.size);
            if (!changed) assert.deepEqual(await bankVersion(bankFolder), version);
          }
          const entries = (await bankExists(bankFolder))
            ? await collected(bankEntries(await readState(bankFolder)))
            : [];
          const byId = [...model.values()].map(({ question }) => question);
          assert.deepEqual(
            entries.map(({ question }) => question),
            byId,
          );
          assert.deepEqual(
            entries.map(({ vector }) => vector),
            [...model.values()].map(({ vector }) => vector),
          );
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: repetitions(8, 400) },
    );
  });
});

type Row =
  | { readonly id: string }
  | { readonly questionId: string; readonly correct: Readonly<Record<string, number>> };

/** Applies one row to the model. */
function take(
  model: Map<string, Merging>,
  row: Row,
  counts: { imported: number; updated: number; skipped: number },
): void {
  const known = model.get("id" in row ? row.id : row.questionId);
  const merged =
    "id" in row
      ? mergeInto(known, { question: v.parse(bankQuestionSchema, row), vector: null })
      : known && mergeOutcomes(known, row.correct);
  if (merged !== undefined) {
    counts.imported += 1;
    model.set(merged.question.id, merged);
  }
  if (merged === known) counts.skipped += 1;
  else if (known !== undefined) counts.updated += 1;
}

function mergeInto(known: Merging | undefined, added: Merging): Merging {
  return known === undefined ? added : mergeQuestion(known, added);
}
