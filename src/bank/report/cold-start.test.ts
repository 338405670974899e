import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { matchModels } from "../../core/model-names/index.ts";
import { CapabilityTally } from "./capability-table.ts";
import { coldStartWarnings } from "./cold-start.ts";
import { chosen, imported, questionsOf } from "../../../test/support/bank/report.ts";

function warningsFor(questions: readonly BankQuestion[], ids: readonly string[]): string[] {
  const tally = new CapabilityTally();
  for (const question of questions) tally.add(question);
  const models = tally.table.models.map(({ name }) => name);
  const configured = ids.map((id) => ({ reference: `lab/${id}`, id }));
  return coldStartWarnings(tally.table, matchModels(configured, models));
}

describe("warnings of a cold start", () => {
  it("are none where every configured model is known everywhere", () => {
    assert.deepEqual(warningsFor(questionsOf(20, "s", { m: imported(1) }), ["m"]), []);
  });

  it("name a model that nothing is known of, and what it may be meant to be", () => {
    const known = questionsOf(20, "s", { "Solar-10B-0414": imported(1) });
    assert.deepEqual(warningsFor(known, ["solar-10b", "luna"]), [
      "lab/solar-10b: no outcomes (looked up as solar-10b). If it is Solar-10B-0414, set capabilityOf to that name; else evaluate it.",
      "lab/luna: no outcomes (looked up as luna). Evaluate it, or set capabilityOf to its name in the bank.",
    ]);
  });

  it("name the sources on which little is known of a model", () => {
    const m = { m: imported(1), other: imported(1) };
    const questions = [
      ...questionsOf(40, "well", m),
      ...questionsOf(19, "thin", m),
      ...questionsOf(11, "thin/2", { other: imported(0) }),
    ].map((question) => ({ ...question, source: question.source.replace("/2", "") }));
    assert.deepEqual(warningsFor(questions, ["m"]), ["lab/m: few outcomes on 1 source: thin (19 of 30)."]);
    assert.deepEqual(warningsFor(questionsOf(30, "s", { n: imported(1) }).concat(questionsOf(1, "s", m)), ["m"]), [
      "lab/m: few outcomes on every source: s (1 of 31).",
    ]);
  });

  it("name small sources and questions that nobody was evaluated on", () => {
    const questions = [...questionsOf(20, "s", { m: imported(1) }), ...questionsOf(1, "tiny", { m: imported(1) })];
    assert.deepEqual(warningsFor([...questions, ...questionsOf(3, "s")], ["m"]), [
      "1 source with fewer than 20 questions: tiny (1).",
      "No model has been evaluated on 3 questions: s (3 of 23).",
    ]);
  });

  it("say that outcomes from choices are weak evidence", () => {
    const warnings = warningsFor(questionsOf(20, "own", { m: chosen }), ["m"]);
    assert.equal(warnings.length, 2);
    assert.match(warnings[0]!, /outcomes on own come from your choices.* less than checks/);
    assert.match(warnings[1]!, /outcomes of m come from your choices.* less than checks/);
  });

  it("name models of the bank that look like one", () => {
    const same = { "Qwen3-32B": imported(1), "qwen3-32b-awq": imported(1) };
    assert.deepEqual(warningsFor(questionsOf(20, "s", same), ["qwen3-32b"]), [
      "The bank has outcomes of Qwen3-32B and qwen3-32b-awq as separate models, which look like one model.",
    ]);
  });

  it("say little of an empty bank, and something where no model is configured", () => {
    assert.deepEqual(warningsFor([], ["m"]), ["The question bank has no questions to choose models by. Import some."]);
    assert.match(warningsFor(questionsOf(20, "s", { m: imported(1) }), []).join(), /No model is configured/);
  });

  it("stay short where much is missing", () => {
    const questions = Array.from({ length: 9 }, (_, index) => questionsOf(1, `s${index}`, { m: imported(1) })).flat();
    assert.deepEqual(warningsFor(questions, ["m"]), [
      "9 sources with fewer than 20 questions: s0 (1), s1 (1), s2 (1), s3 (1), s4 (1) and 4 more.",
    ]);
  });
});
