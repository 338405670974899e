import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pLimit from "p-limit";
import { DEFAULT_TIME_LIMIT } from "../../src/core/tasks/index.ts";
import { part } from "../support/deep.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { LANGUAGES, readForgeries, useJudge } from "./judging.ts";

/** Number of tasks of the starter bank in `npm test`; the deep run takes all. */
const TASKS = 6;

/** Time limit of a wrong solution of the starter bank, in milliseconds. */
const WRONG_MS = 10_000;

const { judge } = useJudge();

for (const language of ["python", "javascript"] as const)
  describe(`a judge of ${language}`, () => {
    const { test, sound, right, tasks: count } = LANGUAGES[language];

    it("passes what is right of the starter bank, and fails what is wrong", async () => {
      const tasks = starterQuestions.flatMap(({ id, task }) =>
        task.kind === "code-tests" && (task.language === "python") === (language === "python") ? [{ id, ...task }] : [],
      );
      assert.ok(tasks.length >= count);
      const limit = pLimit(2);
      const problems = await Promise.all(
        part(tasks, TASKS).flatMap(
          ({
            id,
            reference = "",
            wrong = [],
            tests = [],
            setup = "",
            fixture = "",
            entryPoint = "",
            timeLimitMs,
            ...task
          }) =>
            [reference, ...wrong].map((solution, index) =>
              limit(async () => {
                // A reference that needs more than half of its limit judges no model, and here other tests use the
                // processor, too. Some of the wrong solutions wait forever.
                const longest = index === 0 ? 2 * (timeLimitMs ?? DEFAULT_TIME_LIMIT) : WRONG_MS;
                const given = { setup, fixture, entryPoint, timeLimitMs: longest };
                const { status, error } = await judge(task.language, solution, tests, given);
                const isRight = status === "finished";
                return isRight === (index === 0) ? [] : [`${id}, solution ${index}: ${status} ${error}`];
              }),
            ),
        ),
      );
      assert.deepEqual(problems.flat(), []);
    });

    it("passes a right solution of tests that they are tried on", async () => {
      const tests = new Set(readForgeries(language).map((forgery) => forgery.test));
      assert.deepEqual(
        [test, ...sound].filter((one) => !tests.has(one)),
        [],
      );
      assert.deepEqual(await judge(language, right, [test, ...sound]), { status: "finished", stdout: "", error: "" });
    });
  });
