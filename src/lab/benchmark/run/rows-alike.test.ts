import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, type Row } from "../../../../test/support/core/banks.ts";
import { answers, fails, type Step } from "../../../../test/support/core/scripted-model.ts";
import { fixedEmbedder } from "../../../../test/support/core/world.ts";
import { resolveParameters } from "../../../core/parameters.ts";
import type { RunRecord } from "../../../core/record/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import { BankParts } from "../questions/bank-parts.ts";
import type { PlainQuestion } from "../questions/read-questions.ts";
import type { TablesContext } from "../tables/context.ts";
import { tableNames, variantsFor } from "../tables/tables.ts";
import { choiceQuestion, served } from "../../../../test/support/lab/benchmark.ts";
import type { Variant } from "../variant.ts";
import { runVariant } from "./run-variant.ts";
import { meansOver } from "../../../../test/support/lab/runs.ts";

// Two data sets, each with a test question. By the whole bank, the question about programs is coding and the other is
// not: of its 32 similar questions, 20 are of its own data set. A part of the bank would decide otherwise: without MBPP
// nothing is coding, and 12 questions of each data set are more like the other one.
const MBPP = { source: "MBPP", domain: "coding" };
const MMLU = { source: "MMLU-PRO", domain: "knowledge" };
const [ALONG_PROGRAM, NEAR_PROGRAM, ALONG_FACT, NEAR_FACT] = [
  [1, 0],
  [0.98, 0.2],
  [0, 1],
  [0.2, 0.98],
] as const;
const pool = ["a", "b", "c", "d"];
/** Returns questions. Of twenty, a is right on 20, b on 18, c on 16, and so on. */
const rows = (count: number, row: Row): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    ...row,
    outcomes: Object.fromEntries(pool.map((model, rank) => [model, index < count - 2 * rank ? 1 : 0])),
  }));
const bank = bankOf([
  ...rows(20, { ...MBPP, vector: ALONG_PROGRAM }),
  ...rows(12, { ...MMLU, vector: NEAR_PROGRAM }),
  ...rows(20, { ...MMLU, vector: ALONG_FACT }),
  ...rows(12, { ...MBPP, vector: NEAR_FACT }),
]);
const { sources } = bank.questions;
const known = Array.from(sources.of, (source, row) =>
  choiceQuestion(bank.questions.id(row), { split: "bank", source: sources.names[source]! }),
);
const program = choiceQuestion("MBPP/1", { source: "MBPP", question: "Write a program." });
const fact = choiceQuestion("MMLU-PRO/1", { source: "MMLU-PRO", question: "State a fact." });
const split = {
  test: [program, fact],
  searched: new Set(known.map(({ id }) => id)),
  dataSetOf: ({ source }: { source: string }) => source,
  notes: [],
};

const parameters = resolveParameters("coding", { referencers: 3 });
type ParameterName = keyof typeof parameters;
const context: TablesContext = {
  models: pool.map((name) => ({ name, pool: true })),
  sources: ["MBPP", "MMLU-PRO"],
  bankSize: known.length,
  parameters,
  seeds: 3,
  simulated: false,
  bankAccuracy: pool.map((model, rank) => ({ model, overall: 1 - rank / 10, bySource: {} })),
  aggregator: null,
};
const variants = variantsFor(tableNames, context);

const MERGED = "So:\n```\nprint(1)\n```\nThat is it.";

/**
 * Runs a variant. Every model names an option, and writes code when it merges; `merger` merges, and `coder` merges
 * programs.
 */
async function run(wanted: Variant, question: PlainQuestion, merges = answers(MERGED)) {
  const says: Step = (request, ...rest) => answers(request.logprobs ? MERGED : "The answer is (A).")(request, ...rest);
  const members = [
    ...pool.map((name) => served(name, says)),
    ...["merger", "coder"].map((name) => ({ ...served(name, merges), referencer: false })),
  ];
  const compared = new Set<string>();
  const embedder = fixedEmbedder({ [program.question]: ALONG_PROGRAM, [fact.question]: ALONG_FACT });
  const replies: ReplySource = {
    async reply({ chat }, request) {
      return { reply: await chat.chat(request, () => undefined, new AbortController().signal), durationMs: 1 };
    },
  };
  const means = {
    ...meansOver(members, split),
    bank: new BankParts(bank, known, split),
    embedding: {
      space: embedder.space,
      embed: (...[texts, purpose]: Parameters<typeof embedder.embed>) => {
        if (purpose === "document") for (const text of texts) compared.add(text);
        return embedder.embed(texts, purpose);
      },
    },
    parameters,
    aggregator: "merger",
    codingAggregator: "coder",
    replies,
  };
  const { signal } = new AbortController();
  const record = await runVariant({ variant: wanted, question, dataSet: question.source }, means, signal);
  return { record, compared };
}

/** Whether a row varies something, by the label in its variant's id. */
const about = (wanted: Variant, label: string): boolean => wanted.id.includes(label);

/** The parameters that a label in a variant's id changes. */
const named: Readonly<Record<string, readonly ParameterName[]>> = {
  "K=": ["referencers", "dropCount"],
  "Kdrop=": ["dropCount"],
  "n=": ["aggregations"],
  "Nsup=": ["supportBase"],
  "gamma=": ["tolerance"],
  "drop=": ["dropDistribution"],
  "tokens=": ["maxOutputTokens"],
  "layers=": ["layers"],
  "single/": ["singleModel"],
  "symbolic-moe": ["referencers", "dropCount"],
  // In a pool with fewer models than K, all models answer.
  "pool=": ["referencers", "dropCount"],
};

describe("the rows of every table", () => {
  it("differ in nothing but what they are about", async () => {
    assert.ok(variants.length > 40, String(variants.length));
    for (const [question, coding, aggregator] of [
      [program, true, "coder"],
      [fact, false, "merger"],
    ] as const) {
      const seeds = new Set<number>();
      for (const wanted of variants) {
        const { record, compared } = await run(wanted, question);
        const what = `${wanted.id} on ${question.id}`;
        assert.equal(record.outcome, "done", what);
        assert.equal(record.selection?.coding, coding, what);
        if (!about(wanted, "aggregator=")) {
          assert.deepEqual(mergers(record).filter((model) => model !== aggregator), [], what); // prettier-ignore
        }
        // Whole answers are compared, or only their code.
        if (record.candidates.length > 1 && record.requests.length > 0)
          assert.deepEqual([...compared], [coding ? "print(1)\n" : MERGED], what);
        if (!about(wanted, "seed=")) seeds.add(record.seed);
        assert.deepEqual(changed(record.parameters).filter((name) => !allowed(wanted).includes(name)), [], what); // prettier-ignore
      }
      assert.equal(seeds.size, 1, question.id);
    }
  });

  it("have the same models stand in for an aggregator that fails", async () => {
    const everybody = variants.filter(({ pool: own, aggregator }) => own === null && aggregator === null);
    for (const wanted of everybody) {
      const { record } = await run(wanted, program, fails());
      // a is right most often on the whole bank.
      assert.deepEqual([...new Set(mergers(record))].filter((model) => model !== "a"), [], wanted.id); // prettier-ignore
    }
  });
});

/** Returns the models that wrote the merged answers of a run. */
function mergers({ requests, candidates }: RunRecord): string[] {
  return requests.length === 0 ? [] : candidates.map(({ model }) => model);
}

function changed(own: RunRecord["parameters"]): ParameterName[] {
  return (Object.keys(parameters) as ParameterName[]).filter((name) => own[name] !== parameters[name]);
}

function allowed(wanted: Variant): readonly ParameterName[] {
  return Object.entries(named).flatMap(([label, names]) => (about(wanted, label) ? names : []));
}
