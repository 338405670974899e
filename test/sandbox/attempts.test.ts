import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { stopsItselfAfter } from "../../src/sandbox/time-limit.ts";
import { part } from "../support/deep.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { gotOf, PATIENCE_MS, readAttempts, tryAll } from "./attempts.ts";

/** Number of attempts in `npm test`; the deep run tries all. `npm run attempts` prints the result of each. */
const ATTEMPTS = 30;

/** Time that a check may take beyond its limits, in seconds, because it starts interpreters on a busy machine. */
const START_S = 30;

describe("attempts to pass, or to get no verdict", () => {
  const attempts = readAttempts();

  it("are many, in every language and over every part of a task", () => {
    assert.ok(attempts.length >= 80);
    const changelog = readFileSync(path.join(repositoryRoot, "CHANGELOG.md"), "utf8");
    assert.ok(
      changelog.includes(`tries ${attempts.length} ways`),
      `CHANGELOG.md and decision 0020: ${attempts.length}`,
    );
    for (const language of ["python", "javascript", "typescript"])
      assert.ok(attempts.some((attempt) => attempt.language === language));
    for (const kind of ["tests", "stdio", "calls"]) assert.ok(attempts.some((attempt) => attempt.part === kind));
  });

  it("are judged wrong, each of them, within their time", async () => {
    const tried = await tryAll(part(attempts, ATTEMPTS));
    const well = tried.filter(({ task: { timeLimitMs = 0, stdio = [], calls = [] }, verdict, seconds }) => {
      // On a busy machine a program may take ten times its limit: time without a processor does not count.
      const most = ((1 + stdio.length + calls.length + 1) * stopsItselfAfter(timeLimitMs)) / 1000 + START_S;
      // An attempt that ends by itself must not need its limit.
      const isTooLong = timeLimitMs === PATIENCE_MS && seconds > PATIENCE_MS / 1000;
      return verdict.kind === "judged" && verdict.value === 0 && seconds < most && !isTooLong;
    });
    assert.deepEqual(
      tried.filter((one) => !well.includes(one)).map((one) => `${one.language}, ${one.name}: ${gotOf(one)}`),
      [],
    );
  });
});
