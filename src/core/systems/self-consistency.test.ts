import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers, fails, type Step } from "../../../test/support/core/scripted-model.ts";
import { askSystem, inTurn, saying, says } from "../../../test/support/core/systems.ts";
import { fixedEmbedder, QUESTION } from "../../../test/support/core/world.ts";
import { presetNames, presets } from "../parameters.ts";
import type { EmbeddingModel } from "../ports.ts";

const others = { a: says("1"), b: says("1") };

describe("self-consistency", () => {
  it("takes the most frequent of the best model's answers, where SMCS lets others have their say", async () => {
    const c = inTurn(says("2"), says("3"), says("**3**"), says("4"));
    const { record, answer } = await askSystem("self-consistency", { ...others, c });
    // 3 occurs twice, 2 and 4 once; the first reply that says 3 stands for it.
    assert.deepEqual([answer, record.winner, record.decidedBy, record.subsets], ["3", 1, "votes", []]);
    assert.deepEqual(
      record.candidates.map(({ subset, model, references, votes, answer: read, score }) => {
        return [subset, model, references.join(), votes, read, score];
      }),
      [
        [0, "c", "c", 1, "2", 0.25],
        [1, "c", "c", 2, "3", 0.5],
        [2, "c", "c", 2, "3", 0.5],
        [3, "c", "c", 1, "4", 0.25],
      ],
    );
    assert.deepEqual([record.totals.costUsd, record.requests, record.aggregator], [1, [], null]);
    assert.equal((await askSystem("smcs", { ...others, c: says("3") })).answer, "1");
  });

  it("compares formulas by their value where somebody can, else as they are written", async () => {
    const boxed = (value: string) => answers(String.raw`So it is $\boxed{${value}}$.`);
    const c = () => inTurn(boxed("7"), boxed(String.raw`\frac12`), boxed("0.5"), boxed("7.0"));
    const question = { ...QUESTION, answerForm: { kind: "math" } } as const;
    const written = await askSystem("self-consistency", { ...others, c: c() }, { run: { question } });
    assert.deepEqual([written.record.winner, written.record.candidates.map(({ votes }) => votes)], [0, [2, 1, 1, 2]]);
    const half = (one: string): boolean => one !== "7" && one !== "7.0";
    const equalMath = (one: string, other: string) =>
      one === "7.0" || other === "7.0" ? null : half(one) === half(other);
    const world = { run: { question }, equalMath };
    const byValue = await askSystem("self-consistency", { ...others, c: c() }, world);
    assert.deepEqual(
      byValue.record.candidates.map(({ votes }) => votes),
      [2, 2, 2, 2],
    );
  });

  describe("without answers to count", () => {
    const texts = ["left", "right", "rightish", "odd"];
    const vectors = { left: [1, 0], right: [0, 1], rightish: [1, 4], odd: [-1, 1] };
    const embedding = fixedEmbedder(vectors);
    const c = () => inTurn(...texts.map((text) => answers(text)));
    const universal = { selfConsistency: "universal" } as const;
    const compares =
      (reply: string): Step =>
      (request, ...rest) =>
        answers(reply)({ ...request, choices: 1 }, ...rest);
    // The comparison requests no log-probabilities: it is the first step of `agg`.
    const withJudge = (step: Step) =>
      askSystem("self-consistency", { ...others, c: c(), judge: step }, { embedding, parameters: universal });

    it("takes the medoid", async () => {
      const { record } = await askSystem("self-consistency", { ...others, c: c() }, { embedding });
      // Cosines with left, right, rightish and odd: rightish has 0.24 + 0.97 + 1 + 0.51, the highest sum.
      assert.deepEqual([record.winner, record.decidedBy, record.comparedIn], [2, "medoid", "test-space"]);
      const expected = (1 / Math.sqrt(17) + 4 / Math.sqrt(17) + 1 + 3 / Math.sqrt(34)) / 4;
      assert.ok(Math.abs(record.candidates[2]!.similarity! - expected) < 1e-6);
      assert.equal(record.candidates[2]!.votes, null);
      const smcs = await askSystem("smcs", { ...others, c: c() }, { embedding });
      assert.equal(smcs.answer, "1");
    });

    it("has the aggregator name the most consistent one, by its number", async () => {
      const { record, pool } = await withJudge(compares("They differ.\nMost consistent: Response 2"));
      assert.deepEqual([record.winner, record.decidedBy, record.aggregator?.model], [1, "aggregator", "agg"]);
      assert.deepEqual(
        record.candidates.map(({ score }) => score),
        [0, 1, 0, 0],
      );
      assert.deepEqual(
        record.requests.map(({ draws, costUsd }) => [draws, costUsd]),
        [[[0, 1, 2, 3], 0.25]],
      );
      assert.equal(record.totals.costUsd, 5 * 0.25);
      const [request] = pool[3]!.asked;
      assert.match(request!.messages[0]!.content, /### Response 4\n\nodd/);
      assert.match(request!.messages.at(-1)!.content, /^How\?[^]*Do not answer this question/);
      assert.deepEqual([request!.sampling.temperature, request!.choices, request!.logprobs], [0, 1, false]);
    });

    it("asks the aggregator in the paper's presets, and nobody in the others", async () => {
      for (const preset of presetNames) {
        const judge = compares("Most consistent: Response 2");
        const world = { embedding, parameters: presets[preset] };
        const { record, pool } = await askSystem("self-consistency", { ...others, c: c(), judge }, world);
        const asked = pool[3]!.asked.length;
        const expected = preset.startsWith("paper") ? ["aggregator", 1] : ["medoid", 0];
        assert.deepEqual([record.decidedBy, asked], expected, preset);
      }
    });

    it("takes the medoid, and says so, when the aggregator names none, fails, or is cut off", async () => {
      const cut = answers({ text: "Most consistent: Response 2", finish: "length" });
      for (const step of [compares("All of them."), compares("Most consistent: Response 5"), fails(), cut]) {
        const { record } = await withJudge(step);
        assert.deepEqual([record.winner, record.decidedBy, record.requests.length], [2, "medoid", 1]);
        assert.match(record.warnings.join(), /No model named the most consistent answer; the answer closest/);
      }
    });

    it("asks nobody when the run cannot go on anyway, since no embedder works", async () => {
      const broken: EmbeddingModel = {
        space: embedding.space,
        embed: (texts, purpose) =>
          purpose === "query" ? embedding.embed(texts, purpose) : Promise.reject(new Error("It is out of order.")),
      };
      const given = { ...others, c: c(), judge: compares("Most consistent: Response 2") };
      const { record, pool } = await askSystem("self-consistency", given, { embedding: broken, parameters: universal });
      assert.deepEqual([record.outcome, record.error], ["failed", "It is out of order."]);
      assert.equal(pool[3]!.asked.length, 0);
    });

    it("asks nobody about answers that can be counted, or about a single one", async () => {
      const counted = await askSystem("self-consistency", { ...others, c: says("2") }, { parameters: universal });
      assert.deepEqual([counted.record.decidedBy, counted.pool[3]!.asked.length], ["votes", 0]);
      const parameters = { ...universal, aggregations: 1 };
      const alone = await askSystem("self-consistency", { ...others, c: answers("left") }, { parameters });
      assert.deepEqual([alone.record.decidedBy, alone.pool[3]!.asked.length], ["only", 0]);
      assert.equal(alone.record.candidates[0]?.text, "left");
    });
  });

  it("counts the answers that came, those among them that were cut off behind their answer", async () => {
    const c = inTurn(fails("rate-limited"), says("3"), answers({ text: saying("4"), finish: "length" }), says("4"));
    const { record } = await askSystem("self-consistency", { ...others, c });
    assert.deepEqual(
      record.candidates.map(({ subset, votes }) => [subset, votes]),
      [
        [1, 1],
        [2, 2],
        [3, 2],
      ],
    );
    const warnings = ["3 of 4 answers arrived.", "Cut off at the output limit, and used as far as it goes: c."];
    assert.deepEqual([record.winner, record.warnings], [1, warnings]);
    assert.deepEqual(
      record.candidates.map(({ status }) => status),
      ["finished", "truncated", "finished"],
    );
  });
});
