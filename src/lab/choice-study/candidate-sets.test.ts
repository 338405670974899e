import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { type CandidateSet, hasAnswers, readCandidateSets } from "./candidate-sets.ts";

const { signal } = new AbortController();
const row = {
  setId: "ignored",
  questionId: 7,
  question: "Is it so?",
  candidates: [
    { model: "a", text: "Yes.", answer: "yes", correct: true, prior: 0.9, score: "ignored" },
    { model: "b", text: "No idea.", answer: null, correct: false, prior: null },
  ],
};

async function read(t: TestContext, content: string | Uint8Array): Promise<CandidateSet[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-sets-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "sets.jsonl");
  await writeFile(file, content);
  return readCandidateSets(file, signal);
}

const refusal = async (t: TestContext, content: string): Promise<string> => {
  const error = await read(t, content).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error && error.name === "BankError", String(error));
  return error.message;
};

describe("sets of candidates", () => {
  it("are read from JSON lines, plain or compressed, without other fields", async (t) => {
    const expected = [
      {
        questionId: "7",
        question: "Is it so?",
        candidates: [
          { model: "a", text: "Yes.", answer: "yes", correct: true, prior: 0.9 },
          { model: "b", text: "No idea.", answer: null, correct: false, prior: 0.5 },
        ],
      },
    ];
    const line = JSON.stringify(row);
    assert.deepEqual(await read(t, `${line}\n\n`), expected);
    assert.deepEqual(await read(t, gzipSync(line)), expected);
  });

  it("have answers if one candidate has the field, and are coding questions otherwise", async (t) => {
    const coding = { ...row, candidates: [{ model: "a", text: "f = 1", correct: true }] };
    const sets = await read(t, [row, coding].map((one) => JSON.stringify(one)).join("\n"));
    assert.deepEqual(sets.map(hasAnswers), [true, false]);
  });

  it("get priors that the file does not give from the other questions", async (t) => {
    const set = (questionId: string, a: boolean, b: boolean) => ({
      questionId,
      question: "?",
      candidates: [
        { model: "a", text: "", correct: a },
        { model: "b", text: "", correct: b },
      ],
    });
    const rows = [set("1", true, false), set("2", true, false), set("3", false, true), set("3", false, true)];
    const sets = await read(t, rows.map((one) => JSON.stringify(one)).join("\n"));
    assert.deepEqual(
      sets.map(({ candidates }) => candidates.map(({ prior }) => prior)),
      [
        [1 / 3, 2 / 3],
        [1 / 3, 2 / 3],
        [1, 0],
        [1, 0],
      ],
    );
  });

  const bad: readonly (readonly [what: string, line: string, reason: RegExp])[] = [
    ["what is no JSON", "{", /the line is not JSON/],
    ["a missing field", JSON.stringify({ ...row, question: undefined }), /question is missing/],
    ["no candidates", JSON.stringify({ ...row, candidates: [] }), /candidates is not usable/],
    [
      "a candidate that is neither right nor wrong",
      JSON.stringify({ ...row, candidates: [{ ...row.candidates[0], correct: "yes" }] }),
      /candidates\.0\.correct is not usable/,
    ],
    [
      "a prior that is no chance",
      JSON.stringify({ ...row, candidates: [row.candidates[0], { ...row.candidates[0], prior: 1.5 }] }),
      /candidates\.1\.prior is not usable/,
    ],
    ["too many candidates", JSON.stringify({ ...row, candidates: Array(1001).fill(row.candidates[0]) }), /1000/],
    [
      "a text that is too long",
      JSON.stringify({ ...row, candidates: [{ ...row.candidates[0], text: "x".repeat(1_000_001) }] }),
      /candidates\.0\.text is not usable/,
    ],
  ];
  for (const [what, line, reason] of bad) {
    it(`name the line with ${what}, and say what to do`, async (t) => {
      const message = await refusal(t, [JSON.stringify(row), "", line].join("\n"));
      assert.match(message, /^Line 3 of .*sets\.jsonl is not a set of candidates: /);
      assert.match(message, reason);
      assert.match(message, /Correct or remove the line; docs\/choice\.md shows one\.$/);
    });
  }

  it("are refused when there are none", async (t) => {
    assert.match(await refusal(t, "\n"), /holds no sets of candidates/);
  });
});
