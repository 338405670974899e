import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, type Row } from "../../../../test/support/core/banks.ts";
import { answers } from "../../../../test/support/core/scripted-model.ts";
import { fixedEmbedder } from "../../../../test/support/core/world.ts";
import type { PackedBank } from "../../../core/packed-bank/index.ts";
import type { RunRecord } from "../../../core/record/index.ts";
import type { SystemName } from "../../../core/system-names.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import { BankParts } from "../questions/bank-parts.ts";
import type { PlainQuestion } from "../questions/read-questions.ts";
import { choiceQuestion, served } from "../../../../test/support/lab/benchmark.ts";
import type { Variant } from "../variant.ts";
import { runVariant } from "./run-variant.ts";
import { repetitions } from "../../../../test/support/deep.ts";
import { meansOver, variant } from "../../../../test/support/lab/runs.ts";

const { signal } = new AbortController();

/**
 * Sizes of the data sets in the paper's bank (A.1), and for how many in ten questions of each the models are right. On
 * the whole bank the knower is the most accurate model; each of the others is the most accurate on one data set.
 */
const dataSets = {
  "MMLU-PRO": { size: 5512, knower: 9, reckoner: 5, follower: 4 },
  MATH: { size: 1000, knower: 6, reckoner: 8, follower: 3 },
  IFEval: { size: 241, knower: 5, reckoner: 2, follower: 7 },
} as const;
type DataSet = keyof typeof dataSets;
const models = ["knower", "reckoner", "follower"] as const;

/**
 * Returns questions. Those of MMLU-PRO are as close to the asked question as possible, those of the others slightly
 * less.
 */
function rowsOf(source: DataSet): Row[] {
  const { size, ...right } = dataSets[source];
  return Array.from({ length: size }, (_, row) => ({
    id: `${source}/${row}`,
    source,
    vector: source === "MMLU-PRO" ? [1, 0] : [50, 1],
    outcomes: Object.fromEntries(models.map((model) => [model, row % 10 < right[model] ? 1 : 0])),
  }));
}

const bank: PackedBank = bankOf((Object.keys(dataSets) as DataSet[]).flatMap(rowsOf));
const known = Array.from({ length: bank.questions.size }, (_, row) => {
  const id = bank.questions.id(row);
  return choiceQuestion(id, { split: "bank", source: id.slice(0, id.indexOf("/")) });
});
const asked = (source: string, count: number): PlainQuestion[] =>
  Array.from({ length: count }, (_, index) => choiceQuestion(`${source}/test-${index}`, { source }));

function ask(question: PlainQuestion, wanted: Variant): Promise<RunRecord> {
  const members = models.map((name) => served(name, answers("The answer is (A).")));
  const searched = new Set(known.map(({ id }) => id));
  const split = { test: [question], searched, dataSetOf: ({ source }: { source: string }) => source, notes: [] };
  parts ??= new BankParts(bank, known, split);
  const replies: ReplySource = {
    async reply({ chat }, request) {
      return { reply: await chat.chat(request, () => undefined, signal), durationMs: 1 };
    },
  };
  const means = { ...meansOver(members, split), bank: parts, embedding: fixedEmbedder(), replies };
  return runVariant({ variant: wanted, question, dataSet: question.source }, means, signal);
}
let parts: BankParts | undefined;

const chosen = async (question: PlainQuestion, wanted: Variant): Promise<readonly string[]> => {
  const { selection } = await ask(question, wanted);
  return [...new Set(selection?.referencers)];
};

describe("systems that the paper defines by data set", () => {
  it("give each MATH and IFEval question its data set's best model in a bank that is mostly MMLU-PRO", async () => {
    const router = variant("simple-router", { system: "simple-router" });
    for (const [source, best, count] of [
      ["MATH", "reckoner", repetitions(10, 60)],
      ["IFEval", "follower", repetitions(10, 60)],
      ["MMLU-PRO", "knower", 3],
    ] as const) {
      for (const question of asked(source, count))
        assert.deepEqual(await chosen(question, router), [best], question.id);
    }
  });

  it("are all three of them", async () => {
    for (const system of ["self-moa", "self-consistency"] satisfies SystemName[]) {
      const [question] = asked("IFEval", 1);
      assert.deepEqual(await chosen(question!, variant(system, { system })), ["follower"], system);
    }
  });

  it("guess the data set where the bank that is searched does not hold it", async () => {
    const away = variant("away", { system: "self-moa", bank: { kind: "out-of-domain" } });
    const [math] = asked("MATH", 1);
    // MMLU-PRO, whose questions are the closest, and IFEval remain.
    assert.deepEqual(await chosen(math!, away), ["knower"]);
    const [other] = asked("HumanEval", 1);
    assert.deepEqual(await chosen(other!, variant("simple-router", { system: "simple-router" })), ["knower"]);
  });
});
