import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { embedded } from "../../../test/support/core/banks.ts";
import { presets } from "../parameters.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { type BankEntry, packBank } from "../packed-bank/index.ts";
import { randomStream } from "../random.ts";
import { type RunRecord, startRecord, waitingReference } from "../record/index.ts";
import { priors } from "../selection/index.ts";
import { judged } from "../tasks/index.ts";
import { agreementOfReplies, type CheckReply } from "./agreement.ts";
import { agreementByCheck } from "./checked-agreement.ts";
import { lessonOf } from "./lesson.ts";
import { teachingOf } from "./teaching.ts";

const QUESTIONS = 40;
const WORDS = ["timer", "queue", "lock", "cache"];

/** How models reply: with answers that can be compared, or in prose, for which only similarity is known. */
type Manner = "answers" | "prose" | "checked";

const replyOf = (manner: Manner, answer: number): string =>
  manner === "prose" ? `Use a ${WORDS[answer]} for it.` : `Well.\nThe answer is ${answer}.`;

const numeric: CheckReply = ({ task }, reply) => {
  assert.ok(task.kind === "math");
  return Promise.resolve(judged(/\d+/u.exec(reply)?.[0] === task.answer, ""));
};

/** Returns a finished run in which models reply, and the user has chosen one of the replies. */
function runOf(
  number: number,
  replies: readonly (readonly [model: string, text: string])[],
  chosen: number,
): RunRecord {
  const question = { text: `Question ${number}?`, context: [], conversation: [] };
  const start = { runId: `r${number}`, seed: 1, question, system: "smcs", parameters: presets.coding };
  const references = replies.map(
    ([model, text]) => ({ ...waitingReference(model), status: "finished", text }) as const,
  );
  const started = startRecord({ type: "run-start", ...start, simulated: false });
  return { ...started, outcome: "done", references, winner: chosen, fallback: "best-reference" };
}

/** Resolves with what the bank learns from a run; null when it learns nothing. */
async function learned(run: RunRecord, manner: Manner, truth: number): Promise<BankEntry | null> {
  const teaching = teachingOf(run);
  assert.ok(teaching.kind === "teaching");
  const { chosen, references, question } = teaching;
  // The embedder of this test finds only equal texts alike.
  const likeness = { alike: references.map(({ text }) => text === chosen.text), threshold: 0.96 };
  const twin: BankQuestion = {
    id: run.runId,
    source: "own",
    split: "bank",
    question,
    task: { kind: "math", answer: String(truth) },
    capability: {},
  };
  const agreement = await (manner === "checked"
    ? agreementByCheck(teaching, twin, numeric)
    : agreementOfReplies(teaching, likeness, numeric));
  if ("kind" in agreement) return null;
  const fresh = { id: run.runId, domain: undefined, task: { kind: "open" as const }, embedding: embedded(1, 0) };
  const lesson = lessonOf(question, agreement, { twin: null, fresh }, "2026-01-02T03:04:05.000Z");
  const [change] = lesson.kind === "lesson" ? lesson.changes : [];
  return change?.kind === "add" ? change.entry : null;
}

/**
 * Returns the priors of models, as shares of the maximum, for a question that is equally similar to all taught ones.
 */
function priorsOf(entries: readonly BankEntry[], models: readonly string[]): Record<string, number> {
  const bank = packBank("test-space", entries);
  const support = {
    rows: Uint32Array.from(entries.keys()),
    similarities: new Float32Array(entries.length).fill(1),
  };
  const found = priors(bank, models, support).models;
  assert.ok(found.every(({ evaluated }) => evaluated));
  return Object.fromEntries(found.map(({ model, value }) => [model, value / entries.length]));
}

describe("a model that agrees on 10 of 40 own questions", () => {
  /** The user chooses the right reply, the one of "all", on every question; "some" gives it on the first 10. */
  const taught = async (manner: Manner): Promise<Record<string, number>> => {
    const entries: BankEntry[] = [];
    for (let number = 0; number < QUESTIONS; number++) {
      const replies = [
        ["all", replyOf(manner, 1)],
        ["some", replyOf(manner, number < 10 ? 1 : 2)],
      ] as const;
      const entry = await learned(runOf(number, replies, 0), manner, 1);
      assert.ok(entry !== null);
      entries.push(entry);
    }
    return priorsOf(entries, ["all", "some"]);
  };

  it("has a quarter of the prior of one that agrees on 40, where answers can be compared or checked", async () => {
    // Eq. 4, by hand: all weights are equal and all similarities 1, so the share is (10 * 1 + 30 * 0) / 40.
    assert.deepEqual(await taught("answers"), { all: 1, some: 0.25 });
    assert.deepEqual(await taught("checked"), { all: 1, some: 0.25 });
  });

  it("has five eighths of it where only likeness is known", async () => {
    // By hand: (10 * 1 + 30 * 0.5) / 40.
    assert.deepEqual(await taught("prose"), { all: 1, some: 0.625 });
  });
});

describe("models that a noisy user teaches", () => {
  /** Number of 40 questions on which each model is right; a wrong model gives one of three wrong replies. */
  const skills = { all: 40, most: 28, some: 10 };

  /**
   * Resolves with the priors after 40 questions. The user chooses a wrong reply in `noise` of the cases that have one.
   */
  const simulated = async (seed: number, noise: number, manner: Manner): Promise<Record<string, number>> => {
    const random = randomStream(seed, "noisy-user");
    const below = (count: number): number => Math.floor(random() * count);
    const rightOn = Object.entries(skills).map(([model, right]) => {
      const order = Array.from({ length: QUESTIONS }, (_, number) => [random(), number] as const).sort(
        ([a], [b]) => a - b,
      );
      return [model, new Set(order.slice(0, right).map(([, number]) => number))] as const;
    });
    const entries: BankEntry[] = [];
    for (let number = 0; number < QUESTIONS; number++) {
      const truth = below(WORDS.length);
      const wrong = (): number => (truth + 1 + below(WORDS.length - 1)) % WORDS.length;
      const replies = rightOn.map(([model, right]) => {
        return [model, replyOf(manner, right.has(number) ? truth : wrong())] as const;
      });
      const isRight = (index: number): boolean => rightOn[index]?.[1].has(number) === true;
      const of = (wanted: boolean): number[] => [...replies.keys()].filter((index) => isRight(index) === wanted);
      const mistaken = of(false).length > 0 && random() < noise;
      const choices = mistaken ? of(false) : of(true);
      const entry = await learned(runOf(number, replies, choices[below(choices.length)] as number), manner, truth);
      if (entry !== null) entries.push(entry);
    }
    return priorsOf(entries, Object.keys(skills));
  };

  for (const manner of ["answers", "prose", "checked"] as const) {
    it(`are ranked as they are good, with 1 of 5 choices wrong: ${manner}`, async () => {
      let inOrder = 0;
      for (let seed = 1; seed <= 25; seed++) {
        const { all = 0, most = 0, some = 0 } = await simulated(seed, 0.2, manner);
        // Models with 40 of 40 and 10 of 40 are never close.
        assert.ok(all - some > 0.1, `seed ${seed}: ${all}, ${most}, ${some}`);
        if (all > most && most > some) inOrder += 1;
      }
      assert.ok(inOrder >= 23, `${inOrder} of 25`);
    });
  }

  it("are ranked by the bank's check, whatever is chosen", async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { all, most, some } = await simulated(seed, 1, "checked");
      assert.deepEqual([all, most, some], [1, 28 / 40, 10 / 40]);
    }
  });

  it("are told apart the less, the more choices are wrong", async () => {
    const gap = async (noise: number): Promise<number> => {
      let sum = 0;
      for (let seed = 1; seed <= 25; seed++) {
        const { all = 0, some = 0 } = await simulated(seed, noise, "answers");
        sum += (all - some) / 25;
      }
      return sum;
    };
    const gaps = [await gap(0), await gap(0.2), await gap(0.4)];
    // Without noise: 40 of 40 against 10 of 40.
    assert.equal(gaps[0]?.toFixed(6), "0.750000");
    assert.ok(gaps[0] > gaps[1]! && gaps[1]! > gaps[2]! && gaps[2]! > 0, gaps.join());
  });
});
