import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { fixedEmbedder } from "../../../test/support/core/world.ts";
import type { Lesson } from "../../core/growth/index.ts";
import { presets } from "../../core/parameters.ts";
import { packBank } from "../../core/packed-bank/index.ts";
import { priors } from "../../core/selection/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { type RunRecord, startRecord, waitingReference } from "../../core/record/index.ts";
import { judged } from "../../core/tasks/index.ts";
import { learnChoice, type LearningMeans, undoLesson } from "./learn-choice.ts";
import { bankEntries, changeBank, createBank, readState } from "../store/bank-store.ts";

const AT = "2026-01-02T03:04:05.000Z";
const embedder = fixedEmbedder({ "Something else.": [0, 1] });
/** Means whose check passes a reply that equals the question's answer. */
const means: LearningMeans = {
  embedding: embedder,
  check: ({ task }, reply) =>
    Promise.resolve(judged(task.kind === "text" && task.exact === reply, `It is not ${reply}`)),
};
const imported = { value: 0, weight: 1, evidence: "imported" } as const;

const question = (id: string, rest: Partial<BankQuestion> = {}): BankQuestion => {
  return { id, source: "mbpp", split: "bank", question: id, task: { kind: "open" }, capability: {}, ...rest };
};

/** Returns a finished run in which model "a" gave the chosen reply and "b" a different one. */
function recordOf(text: string, changes: Partial<RunRecord> = {}): RunRecord {
  const asked = { text, context: [], conversation: [] };
  const start = { runId: "r1", seed: 1, question: asked, system: "smcs", parameters: presets.coding };
  const references = Object.entries({ a: "So.", b: "Something else." }).map(([model, reply]) => {
    return { ...waitingReference(model), status: "finished", text: reply } as const;
  });
  const started = startRecord({ type: "run-start", ...start, simulated: false });
  return { ...started, outcome: "done", references, winner: 0, fallback: "best-reference", ...changes };
}

describe("learning from a choice", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-learn-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const bankWith = (...questions: BankQuestion[]): Promise<void> => {
    const entries = questions.map((one) => ({ question: one, vector: Float32Array.of(1, 0) }));
    return createBank(folder, { space: embedder.space, entries });
  };
  const questionsIn = async (): Promise<BankQuestion[]> => {
    const found: BankQuestion[] = [];
    for await (const entry of bankEntries(await readState(folder))) found.push(entry.question);
    return found;
  };
  const learn = async (record: RunRecord): Promise<Lesson> => {
    const lesson = await learnChoice(folder, record, AT, means);
    assert.ok(lesson.kind === "lesson", JSON.stringify(lesson));
    return lesson;
  };

  it("adds the question with all models that replied, and takes everything out again", async () => {
    await bankWith(question("q1"));
    const before = await questionsIn();
    const lesson = await learn(recordOf("How?"));
    const added = (await questionsIn()).at(-1)!;
    assert.match(added.id, /^own\/[0-9a-f]{32}$/);
    assert.deepEqual([added.source, added.question], ["own", "How?"]);
    const outcome = { weight: 0.25, evidence: "choice", checker: "similarity >= 0.98", at: AT } as const;
    // It is unknown whether "b" agrees: the texts are unlike and declare no answers.
    assert.deepEqual(added.capability, { a: { ...outcome, value: 1 }, b: { ...outcome, value: 0.5 } });
    assert.equal(await undoLesson(folder, lesson), true);
    assert.deepEqual(await questionsIn(), before);
    assert.equal(await undoLesson(folder, lesson), false);
  });

  it("gives a question of the bank its outcome, whatever its source, and leaves what is known", async () => {
    await bankWith(question("q1", { question: "How  so?", capability: { b: imported } }));
    const before = await questionsIn();
    const lesson = await learn(recordOf(" How so?\n"));
    assert.equal(lesson.questionId, "q1");
    const [only, ...others] = await questionsIn();
    assert.deepEqual([others, only?.capability["b"], Object.keys(only!.capability).sort()], [[], imported, ["a", "b"]]);
    await undoLesson(folder, lesson);
    assert.deepEqual(await questionsIn(), before);
  });

  it("forgets nothing that was learned since", async () => {
    await bankWith();
    const lesson = await learn(recordOf("How?"));
    await changeBank(folder, embedder.space, [
      { kind: "outcomes", id: lesson.questionId, capability: { a: imported } },
    ]);
    assert.equal(await undoLesson(folder, lesson), true);
    assert.deepEqual((await questionsIn())[0]?.capability, { a: imported });
    assert.equal(await undoLesson(folder, lesson), false);
  });

  it("learns once what two windows want to learn at the same time", async () => {
    await bankWith(question("q1"));
    const both = [1, 2].map(() => learnChoice(folder, recordOf("How?"), AT, means));
    const kinds = (await Promise.all(both)).map(({ kind }) => kind);
    assert.deepEqual(kinds.toSorted(), ["lesson", "nothing"]);
    assert.equal((await questionsIn()).length, 2);
  });

  it("puts no choice in the place of an outcome that comes at the same time, and forgets none", async () => {
    await bankWith(question("q1", { question: "How?" }));
    const outcome = (): Promise<void> =>
      changeBank(folder, embedder.space, [{ kind: "outcomes", id: "q1", capability: { a: imported } }]);
    const known = async (): Promise<unknown> => (await questionsIn())[0]?.capability["a"];
    await Promise.all([learnChoice(folder, recordOf("How?"), AT, means), outcome()]);
    assert.deepEqual(await known(), imported);

    await changeBank(folder, embedder.space, [{ kind: "outcomes", id: "q1", capability: { a: null } }]);
    const lesson = await learn(recordOf("How?"));
    await Promise.all([undoLesson(folder, lesson), outcome()]);
    assert.deepEqual(await known(), imported);
  });

  it("ranks a model that agrees on 3 of 12 questions below one that agrees on all, until all is undone", async () => {
    await bankWith(question("q1"));
    const before = await questionsIn();
    const lessons: Lesson[] = [];
    for (let number = 0; number < 12; number++) {
      const replies = { a: "So.", b: number < 3 ? "So." : "Something else." };
      const references = Object.entries(replies).map(([model, text]) => {
        return { ...waitingReference(model), status: "finished", text } as const;
      });
      lessons.push(await learn(recordOf(`Question ${number}?`, { references })));
    }
    const own = (await questionsIn()).filter(({ source }) => source === "own");
    const bank = packBank(
      embedder.space,
      own.map((one) => ({ question: one, vector: [1, 0] })),
    );
    const support = { rows: Uint32Array.from(own.keys()), similarities: new Float32Array(12).fill(1) };
    // Eq. 4 by hand: 12 of 12, and 3 right with 9 undecided, each of which counts half.
    assert.deepEqual(
      priors(bank, ["a", "b"], support).models.map(({ value }) => value),
      [12, 7.5],
    );
    for (const lesson of lessons.toReversed()) assert.equal(await undoLesson(folder, lesson), true);
    assert.deepEqual(await questionsIn(), before);
  });

  it("has nothing to take back where there is no bank any more", async () => {
    await bankWith();
    const lesson = await learn(recordOf("How?"));
    await rm(folder, { recursive: true });
    assert.equal(await undoLesson(folder, lesson), false);
  });

  it("takes the domain of the support questions", async () => {
    await bankWith(question("q1", { domain: "math" }), question("q2", { domain: "law" }), question("q3"));
    const support = ["q1", "q2"].map((id, index) => ({ id, source: "mbpp", similarity: 0.9 - index / 10 }));
    const selection = { support, coding: false } as unknown as RunRecord["selection"];
    await learn(recordOf("How?", { selection }));
    assert.equal((await questionsIn()).at(-1)?.domain, "math");
  });

  const reasonFor = async (record: RunRecord): Promise<string> => {
    const before = await questionsIn();
    const nothing = await learnChoice(folder, record, AT, means);
    assert.deepEqual(await questionsIn(), before);
    return nothing.kind === "nothing" ? nothing.reason : "a lesson";
  };

  it("writes nothing for simulated models, a second time, or for a test question", async () => {
    await bankWith(question("bank", { question: "Why?" }), question("test", { question: "Why?", split: "test" }));
    assert.match(await reasonFor(recordOf("How?", { simulated: true })), /Simulated/);
    assert.match(await reasonFor(recordOf("Why?")), /question test of the test split/);
    await learn(recordOf("How?"));
    assert.match(await reasonFor(recordOf("How?")), /already knows how a, b did/);
  });

  it("asks the check of a question that the bank has one of, not how alike the texts are", async () => {
    const replies = (exact: string): Promise<void> =>
      bankWith(question("q1", { question: "How?", task: { kind: "text", exact } }));
    await replies("So.");
    const checked = { weight: 0.5, evidence: "choice", checker: "text-1", at: AT } as const;
    const { capability, check } = await learn(recordOf("How?"));
    assert.deepEqual(capability, { a: { ...checked, value: 1 }, b: { ...checked, value: 0 } });
    assert.deepEqual(check, { chosenPasses: true });
    await rm(folder, { recursive: true });
    await replies("Something else.");
    const against = await learn(recordOf("How?"));
    assert.deepEqual(against.capability, { a: { ...checked, value: 0 }, b: { ...checked, value: 1 } });
    assert.deepEqual(against.check, { chosenPasses: false });
    await rm(folder, { recursive: true });
    await replies("What nobody says.");
    assert.match(await reasonFor(recordOf("How?")), /Neither the chosen .* passes the bank's check .* It is not So\./);
  });

  describe("about a question with examples", () => {
    const TEXT = "Write a Python function double(n). double(2) should return 4, and double(0.5) == 1.0.";
    const block = (body: string): string => `\`\`\`python\ndef double(n):\n    return ${body}\n\`\`\``;
    const examples = [{ given: "double(2)", expected: "4" }];
    const references = Object.entries({ a: block("2 * n"), b: block("n + 2"), c: block("n + n") }).map(
      ([model, text]) => ({ ...waitingReference(model), status: "finished", text }) as const,
    );
    /** Passes code with one of these words, and fails all other replies. */
    const passing = (...words: string[]): LearningMeans => ({
      embedding: fixedEmbedder({}),
      check: ({ task }, reply) => {
        assert.equal(task.kind, "code-tests");
        return Promise.resolve(
          judged(
            words.some((word) => reply.includes(word)),
            "A test fails.",
          ),
        );
      },
    });
    const taught = async (record: RunRecord, by: LearningMeans) => {
      const lesson = await learnChoice(folder, record, AT, by);
      assert.ok(lesson.kind === "lesson", JSON.stringify(lesson));
      return { lesson, added: (await questionsIn()).at(-1)! };
    };

    it("counts models as right whose code passes them all, and keeps them as the question's check", async () => {
      await bankWith(question("q1"));
      const before = await questionsIn();
      const { lesson, added } = await taught(recordOf(TEXT, { references, examples }), passing("2 * n", "n + n"));
      const samples = { weight: 0.5, evidence: "samples", checker: "code-tests-5", at: AT } as const;
      assert.deepEqual(added.capability, {
        a: { ...samples, value: 1 },
        b: { ...samples, value: 0 },
        c: { ...samples, value: 1 },
      });
      assert.deepEqual(added.task, {
        kind: "code-tests",
        language: "python",
        entryPoint: "double",
        tests: [
          'assert (double(2)) == (4), "double(2)"',
          'assert abs((double(0.5)) - (1.0)) <= 1e-6 * max(1e-3, abs(1.0)), "double(0.5)"',
        ],
      });
      assert.equal(await undoLesson(folder, lesson), true);
      assert.deepEqual(await questionsIn(), before);
    });

    it("keeps no check when the question needs what was attached, and goes by the choice when nothing passes", async () => {
      await bankWith(question("q1"));
      const asked = { text: TEXT, context: [{ label: "a.py", text: "n = 3" }], conversation: [] };
      const { added, lesson } = await taught(recordOf(TEXT, { references, examples, asked }), passing("2 * n"));
      assert.deepEqual([added.task, added.capability["a"]?.evidence], [{ kind: "open" }, "samples"]);
      await undoLesson(folder, lesson);
      const none = await taught(recordOf(TEXT, { references, examples }), passing());
      assert.deepEqual([none.added.task, none.added.capability["a"]?.evidence], [{ kind: "open" }, "choice"]);
    });

    it("goes by the choice when the run was decided without them", async () => {
      await bankWith(question("q1"));
      const { added } = await taught(recordOf(TEXT, { references }), passing("2 * n"));
      assert.deepEqual([added.task, added.capability["a"]?.evidence], [{ kind: "open" }, "choice"]);
    });
  });

  it("never mixes two embedding spaces", async () => {
    await createBank(folder, {
      space: "another",
      entries: [{ question: question("q1"), vector: Float32Array.of(1, 0) }],
    });
    await assert.rejects(learnChoice(folder, recordOf("How?"), AT, means), {
      name: "BankError",
      message: /embedded in another, this question in test-space.*smcs bank embed/,
    });
  });

  it("can be stopped before anything is written", async () => {
    await bankWith(question("q1"));
    await assert.rejects(learnChoice(folder, recordOf("How?"), AT, { ...means, signal: AbortSignal.abort() }), {
      name: "AbortError",
    });
    assert.equal((await questionsIn()).length, 1);
  });
});
