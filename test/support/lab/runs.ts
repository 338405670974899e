import { bankOf } from "../core/banks.ts";
import { fixedEmbedder } from "../core/world.ts";
import type { ServedMember } from "../../../src/chat/index.ts";
import { resolveParameters } from "../../../src/core/parameters.ts";
import { plainPolicy } from "../core/plain-policy.ts";
import { BankParts } from "../../../src/lab/benchmark/questions/bank-parts.ts";
import type { TestSplit } from "../../../src/lab/benchmark/questions/choose-test.ts";
import type { PlainQuestion } from "../../../src/lab/benchmark/questions/read-questions.ts";
import { choiceQuestion } from "./benchmark.ts";
import type { Variant } from "../../../src/lab/benchmark/variant.ts";
import type { BenchmarkMeans } from "../../../src/lab/benchmark/run/run-variant.ts";

/** Returns ten bank questions on which the models are right 10, 9, 8, ... times, in the order of their names. */
function rankedRows(models: readonly string[]) {
  return Array.from({ length: 10 }, (_, row) => ({
    outcomes: Object.fromEntries(models.map((model, rank) => [model, row < 10 - rank ? 1 : 0])),
  }));
}

/** Returns a test of these questions over a bank of ten others. */
export function splitOf(test: readonly PlainQuestion[]): TestSplit {
  const searched = new Set(Array.from({ length: 10 }, (_, row) => `q${String(row).padStart(2, "0")}`));
  return { test, searched, dataSetOf: ({ source }) => source, notes: [] };
}

/** Returns everything that runs over these members need, except the replies; the last member merges. */
export function meansOver(members: readonly ServedMember[], split: TestSplit): Omit<BenchmarkMeans, "replies"> {
  const bank = bankOf(rankedRows(members.map(({ name }) => name)));
  const known = [...split.searched].map((id) => choiceQuestion(id, { source: "source", split: "bank" }));
  const aggregator = members.at(-1)?.name ?? "";
  return {
    members,
    bank: new BankParts(bank, known, split),
    embedding: fixedEmbedder(),
    published: null,
    parameters: resolveParameters("coding", {}),
    policy: plainPolicy,
    aggregator,
    codingAggregator: aggregator,
    aggregatorStudy: null,
    skillModel: "",
    simulated: true,
  };
}

/** Returns SMCS with the whole pool and bank, with changes. */
export function variant(id: string, changes: Partial<Variant> = {}): Variant {
  const plain = {
    system: "smcs",
    parameters: {},
    bank: { kind: "unified" },
    pool: null,
    aggregator: null,
    seed: 1,
  } as const;
  return { id, title: id, ...plain, ...changes };
}
