import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalise } from "../embedding.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { judged, type Verdict } from "../tasks/index.ts";
import { agreementOfReplies, alikeness } from "./agreement.ts";
import type { Teaching } from "./teaching.ts";

const BUILT_IN = "built-in/feature-hashing-384/2";
/** Returns a unit vector with this cosine to [1, 0]. */
const at = (cosine: number, space = BUILT_IN) => {
  return { space, vector: normalise([cosine, Math.sqrt(1 - cosine * cosine)]) };
};

/** Replies that the stand-in for the checker received. It compares numbers by value, and cannot judge "huge". */
const checks: string[] = [];
function check({ task }: BankQuestion, reply: string): Promise<Verdict> {
  checks.push(reply);
  assert.ok(task.kind === "math");
  const number = (text: string): number => {
    const [a = NaN, b = 1] = text
      .replace(/\\boxed\{(.*)\}/, "$1")
      .split("/")
      .map(Number);
    return a / b;
  };
  if (reply.includes("1e999")) return Promise.resolve({ kind: "failed", detail: "It is too large." });
  return Promise.resolve(judged(number(task.answer) === number(reply), ""));
}

const compared = (reply: string) => ({ reply, text: reply });

/** Compares the replies of models "0", "1", ... with the chosen one. Texts are unlike unless `alike` says otherwise. */
async function found(
  chosen: string,
  replies: readonly string[],
  changes: Partial<Teaching> = {},
  alike: readonly boolean[] = [],
): Promise<(number | undefined)[]> {
  const references = replies.map((reply, index) => ({ model: String(index), ...compared(reply) }));
  const asked = { text: "How much?", context: [], conversation: [] };
  const teaching: Teaching = {
    kind: "teaching",
    question: "How much?",
    asked,
    coding: false,
    task: null,
    chosen: compared(chosen),
    references,
    ...changes,
  };
  const likeness = { alike: replies.map((_, index) => alike[index] ?? false), threshold: 0.9 };
  const { values } = await agreementOfReplies(teaching, likeness, check);
  return replies.map((_, index) => values.get(String(index)));
}

describe("likeness to the chosen reply", () => {
  it("is a cosine at or above the space's threshold", () => {
    const { alike, threshold } = alikeness(at(1), [at(0.97), at(0.95), at(1), at(0)]);
    assert.deepEqual([alike, threshold], [[true, false, true, false], 0.96]);
  });

  it("takes nearly the same words where nobody measured the space", () => {
    assert.deepEqual(alikeness(at(1, "new"), [at(0.97, "new"), at(0.99, "new")]).alike, [false, true]);
  });

  it("never compares two spaces", () => {
    assert.throws(() => alikeness(at(1), [at(1, "new")]), { name: "EmbeddingSpaceError" });
  });
});

describe("agreement with the chosen reply", () => {
  it("is right or wrong by the answers that replies declare, however alike their texts are", async () => {
    const replies = ["So.\nThe answer is 42.", "Well.\nThe answer is 17.", "Hm.\nThe answer is 84/2."];
    assert.deepEqual(await found("The answer is 42.", replies, {}, [false, true, false]), [1, 0, 1]);
    assert.deepEqual(await found("The answer is (B).", ["The answer is B.", "The answer is C."]), [1, 0]);
    assert.deepEqual(await found("The answer is yes.", ["My answer is: no", "The answer is Yes"]), [0, 1]);
  });

  it("asks no check where the answers are written alike", async () => {
    checks.length = 0;
    await found("The answer is 42.", ["The answer is 42.0."]);
    assert.deepEqual(checks, []);
  });

  it("is undecided between words that may mean the same, and where the check cannot tell", async () => {
    const words = ["The answer is the city of Paris.", "The answer is paris."];
    assert.deepEqual(await found("The answer is Paris.", words, {}, [true]), [0.5, 1]);
    assert.deepEqual(await found("The answer is 5.", ["The answer is 1e999."]), [0.5]);
  });

  it("is likeness where no answers are declared: unlike texts are undecided, not wrong", async () => {
    assert.deepEqual(await found("Use a timer.", ["Use a timer!", "Zebras graze."], {}, [true]), [1, 0.5]);
    const half = ["The answer is 1.", "I do not know.", "Nor do I.", "Nor I."];
    assert.deepEqual(await found("The answer is 1.", half, {}, [true]), [1, 0.5, 0.5, 0.5]);
  });

  it("is likeness for a reply that declares none among others that do", async () => {
    const replies = ["The answer is 42.", "It is 42, I guess.", "Who knows?"];
    assert.deepEqual(await found("The answer is 42.", replies, {}, [false, true, false]), [1, 1, 0.5]);
  });

  it("is never read from code: equal but for white space is right, everything else undecided", async () => {
    const [one, spaced, other] = ["f( 1 )", "f( 1  )\n", "g()"].map((text) => ({ reply: `The answer is 1.`, text }));
    const references = [spaced!, other!].map((each, index) => ({ model: String(index), ...each }));
    assert.deepEqual(await found("", ["", ""], { coding: true, chosen: one!, references }), [1, 0.5]);
  });

  it("goes by the form of the answer where the task gives one", async () => {
    const asked = { text: "?", context: [], conversation: [], answerForm: { kind: "text" } } as const;
    const replies = ["Answer: [1, 2]", "Answer: [2, 1]", ""];
    assert.deepEqual(await found("Answer: [1,2]", replies, { asked }), [1, 0, 0.5]);
  });

  it("is the mean of a model's replies", async () => {
    const references = ["42", "42", "17", "8"].map((answer) => ({
      model: "0",
      ...compared(`The answer is ${answer}.`),
    }));
    assert.deepEqual(await found("The answer is 42.", [""], { references }), [0.5]);
  });
});
