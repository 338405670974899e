import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { until } from "../../../test/support/until.ts";
import { changeBank } from "../../bank/store/index.ts";
import { judgeAnew, type AnewOptions, mayNeedJudging } from "./judge-anew.ts";
import { turnOf } from "./judged-anew.ts";
import type { EvaluationMeans } from "../checking/checking.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  plainMeans,
  SPACE,
  madeOlder,
  scripted,
} from "../../../test/support/evaluation/evaluation.ts";

const RIGHT = "The answer is (A).";
const OLD = "choice-0";

/**
 * Creates a bank whose models `a` and `b` answered its questions under an older checker, which judged every answer as
 * right.
 */
async function oldBank(
  t: TestContext,
  { ids = ["q1", "q2"], simulated = false, text = RIGHT, templates = {} } = {},
): Promise<string> {
  const folder = await bankOf(
    t,
    ids.map((id) => choiceQuestion(id)),
  );
  const served = ["a", "b"].map((name) => scripted(name, () => ({ text })));
  await evaluated(folder, served, {
    scope: { simulated, templates },
    means: { check: () => Promise.resolve(judgedAs(1)) },
  });
  await madeOlder(folder, simulated);
  return folder;
}

function judgedAs(value: number) {
  return { kind: "judged", value, detail: "as said" } as const;
}

function anew(folder: string, means: Partial<EvaluationMeans> = {}, options: Partial<AnewOptions> = {}) {
  const all = { ...plainMeans, checks: 1, ...means };
  return judgeAnew(folder, all, { signal: new AbortController().signal, ...options });
}

/** Returns all files of a folder with their content. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, "hex")] as const)));
}

const valuesOf = async (folder: string) =>
  Object.entries(await capabilityOf(folder)).map(([id, known]) => [
    id,
    ...Object.entries(known)
      .map(([model, { value, checker }]) => `${model} ${value} ${checker}`)
      .sort(),
  ]);

describe("judging kept replies anew", () => {
  it("judges the answers to the prompts that questions have now, the user's own among them", async (t) => {
    const templates = { tasks: { choice: { system: null, user: "Mine: {question}\n{options}" } } };
    const folder = await oldBank(t, { templates });
    const check = () => Promise.resolve(judgedAs(0));
    assert.deepEqual([(await anew(folder, { check }))?.judged, await mayNeedJudging(folder)], [0, false]);
    const result = await anew(folder, { check }, { templates, again: true });
    assert.deepEqual([result?.judged, result?.changes.length], [4, 4]);
  });

  it("judges what an older checker judged, of models that nobody serves, and says what changed", async (t) => {
    const folder = await oldBank(t);
    assert.equal(await mayNeedJudging(folder), true);
    const asked: string[] = [];
    const check: EvaluationMeans["check"] = ({ id }, reply) => {
      asked.push(`${id} ${reply}`);
      return Promise.resolve(judgedAs(id === "q1" ? 0 : 1));
    };
    const result = await anew(folder, { check });
    assert.deepEqual(asked, [`q1 ${RIGHT}`, `q1 ${RIGHT}`, `q2 ${RIGHT}`, `q2 ${RIGHT}`]);
    const { judged, uncheckable, untouched, changes, cancelled } = result!;
    assert.deepEqual([judged, uncheckable, untouched, cancelled], [4, 0, 0, false]);
    assert.deepEqual(
      changes.map((change) => [change.questionId, change.model, turnOf(change)]),
      [
        ["q1", "a", "wrong"],
        ["q1", "b", "wrong"],
      ],
    );
    assert.deepEqual(await valuesOf(folder), [
      ["q1", "a 0 choice-1", "b 0 choice-1"],
      ["q2", "a 1 choice-1", "b 1 choice-1"],
    ]);
  });

  it("looks through a bank once, and writes nothing where nothing has changed", async (t) => {
    const folder = await oldBank(t);
    await anew(folder);
    const before = await contents(folder);
    assert.equal(await mayNeedJudging(folder), false);
    assert.equal(await anew(folder), null);
    const again = await anew(folder, {}, { again: true });
    assert.deepEqual([again?.done, again?.judged], [0, 4], "what the last time brought can be read again");
    assert.deepEqual(await contents(folder), before);
    const gone = await oldBank(t);
    await rename(path.join(gone, "generations"), path.join(gone, "elsewhere"));
    assert.equal(await anew(gone), null);
    await rename(path.join(gone, "elsewhere"), path.join(gone, "generations"));
    assert.equal((await anew(gone))?.judged, 4, "a bank that comes back is looked through");
    const none = await bankOf(t, [choiceQuestion("q")]);
    assert.equal(await mayNeedJudging(none), false);
    assert.equal(await anew(none), null);
    assert.equal(existsSync(path.join(none, "replies")), false);
  });

  it("looks through a bank again once a checker has another version", async (t) => {
    const folder = await oldBank(t);
    await anew(folder);
    const file = path.join(folder, "replies", "judged-anew.json");
    await writeFile(file, (await readFile(file, "utf8")).replace("choice-1", "choice-0"));
    assert.equal(await mayNeedJudging(folder), true);
    assert.equal((await anew(folder))?.done, 0);
    assert.equal(await mayNeedJudging(folder), false);
  });

  it("goes on where it was stopped, and tells of everything at the end", async (t) => {
    const folder = await oldBank(t, { ids: ["q1", "q2", "q3"] });
    const stop = new AbortController();
    let checks = 0;
    const check: EvaluationMeans["check"] = (_question, _reply, signal) => {
      checks += 1;
      if (checks === 3) stop.abort();
      return signal.aborted ? Promise.reject(new Error("stopped")) : Promise.resolve(judgedAs(0));
    };
    const stopped = await anew(folder, { check }, { signal: stop.signal });
    assert.deepEqual([stopped?.cancelled, stopped?.done, stopped?.changes.length], [true, 2, 2]);
    assert.equal(await mayNeedJudging(folder), true);
    const rest = await anew(folder, { check });
    assert.deepEqual([checks, rest?.done, rest?.judged, rest?.changes.length], [7, 4, 6, 6]);
    assert.equal(await mayNeedJudging(folder), false);
  });

  it("takes away the outcome of a reply that cannot be checked any more, and keeps the reply", async (t) => {
    const folder = await oldBank(t);
    const check: EvaluationMeans["check"] = ({ id }) =>
      Promise.resolve(id === "q1" ? { kind: "failed", detail: "It uses tkinter.", isLasting: true } : judgedAs(1));
    const result = await anew(folder, { check });
    assert.deepEqual(await valuesOf(folder), [["q1"], ["q2", "a 1 choice-1", "b 1 choice-1"]]);
    assert.deepEqual([result?.judged, result?.uncheckable], [2, 2]);
    const change = { questionId: "q1", model: "a", before: 1, after: null, detail: "It uses tkinter." };
    assert.deepEqual(result?.changes[0], change);
    assert.equal(turnOf(change), "uncheckable");
    // A later evaluation has the reply checked without asking.
    const { asked, right } = await evaluated(folder, [scripted("a", () => assert.fail("asked"))]);
    assert.deepEqual([asked, right], [0, 1]);
  });

  it("takes nothing away for a trouble that may pass, and tries again another time", async (t) => {
    const folder = await oldBank(t);
    const before = await valuesOf(folder);
    const busy: EvaluationMeans["check"] = () => Promise.resolve({ kind: "failed", detail: "It took too long." });
    const result = await anew(folder, { check: busy });
    assert.deepEqual([result?.judged, result?.uncheckable, result?.through], [0, 0, false]);
    assert.match(result?.notes.join() ?? "", /4 replies to .* could not be checked.*It took too long/);
    assert.deepEqual(await valuesOf(folder), before);
    assert.equal(await mayNeedJudging(folder), true);
    assert.equal((await anew(folder))?.judged, 4);
  });

  it("ends where one check after the other cannot be done, and says so", async (t) => {
    const folder = await oldBank(t, { ids: ["q1", "q2", "q3", "q4", "q5", "q6"] });
    let checks = 0;
    const check: EvaluationMeans["check"] = () => {
      checks += 1;
      return Promise.resolve({ kind: "failed", detail: "It cannot start." });
    };
    const message = /^The checks of 5 questions in a row could not be done \(It cannot start\.\)/;
    await assert.rejects(anew(folder, { check }), { name: "BankError", message });
    assert.ok(checks < 12);
    assert.equal(await mayNeedJudging(folder), true);
  });

  it("leaves outcomes without a kept reply to today's question as they are, and counts them", async (t) => {
    const imported = { value: 1, weight: 1, evidence: "checked", checker: OLD, at: "2025" } as const;
    const weaker = { value: 1, weight: 1, evidence: "imported" } as const;
    const folder = await oldBank(t);
    // The question has other words now, so the reply belongs to another question.
    const known = (await capabilityOf(folder))["q1"]!;
    const changed = choiceQuestion("q1", { question: "Another?", capability: known });
    const q3 = choiceQuestion("q3", { capability: { elsewhere: imported, matrix: weaker } });
    await changeBank(folder, SPACE, [{ kind: "remove", id: "q1" }]);
    for (const question of [changed, q3]) {
      await changeBank(folder, SPACE, [{ kind: "add", entry: { question, vector: [1, 0] } }]);
    }
    const result = await anew(folder);
    assert.deepEqual([result?.judged, result?.untouched, result?.changes], [2, 3, []]);
    const now = await capabilityOf(folder);
    assert.deepEqual([now["q1"], now["q3"]], [known, q3.capability]);
  });

  it("judges the replies of simulated models apart, and keeps them marked", async (t) => {
    const folder = await oldBank(t, { simulated: true, text: "(B)" });
    const result = await anew(folder);
    assert.equal(result?.judged, 4);
    assert.deepEqual((await valuesOf(folder))[0], ["q1", "a 0 choice-1 (simulated)", "b 0 choice-1 (simulated)"]);
  });

  it("is not done twice by two windows", async (t) => {
    const folder = await oldBank(t);
    let checks = 0;
    const check: EvaluationMeans["check"] = () => {
      checks += 1;
      return Promise.resolve(judgedAs(1));
    };
    const results = await Promise.all([anew(folder, { check }), anew(folder, { check })]);
    assert.equal(checks, 4);
    assert.equal(results.filter((result) => result === null).length, 1);
  });

  it("counts nothing twice when it is killed between its sum and the end of the lines that it is made of", async (t) => {
    const folder = await oldBank(t);
    const lines = path.join(folder, "replies/judged-anew.jsonl");
    const stop = new AbortController();
    let left = "";
    const check: EvaluationMeans["check"] = async () => {
      left = await readFile(lines, "utf8").catch(() => "");
      if (left.trim().split("\n").length === 2) stop.abort();
      stop.signal.throwIfAborted();
      return judgedAs(0);
    };
    assert.equal((await anew(folder, { check }, { signal: stop.signal }))?.judged, 2);
    await writeFile(lines, left);
    const rest = await anew(folder, { check: () => Promise.resolve(judgedAs(0)) });
    assert.deepEqual([rest?.judged, rest?.changes.length], [4, 4]);
  });

  it("goes on behind the half of a line, as a full disk leaves one", async (t) => {
    const folder = await oldBank(t);
    const lines = path.join(folder, "replies/judged-anew.jsonl");
    await writeFile(lines, '{"checkers":"choi');
    const read: string[] = [];
    const check: EvaluationMeans["check"] = async () => {
      read.push(await readFile(lines, "utf8"));
      return judgedAs(0);
    };
    assert.equal((await anew(folder, { check }))?.judged, 4);
    const whole = (read.at(-1) ?? "").split("\n").filter((line) => line.endsWith("}"));
    assert.deepEqual(
      whole.map((line) => (JSON.parse(line) as { after: number }).after),
      [0, 0, 0],
    );
  });

  it("leaves lines that it cannot read where they are", async (t) => {
    const folder = await oldBank(t);
    const lines = path.join(folder, "replies/judged-anew.jsonl");
    await mkdir(lines);
    await assert.rejects(anew(folder), { name: "BankError" });
    assert.ok(existsSync(lines));
    assert.equal(await mayNeedJudging(folder), true);
  });

  it("says where nothing can be written when a line cannot be kept", async (t) => {
    const folder = await oldBank(t);
    const check: EvaluationMeans["check"] = async () => {
      await mkdir(path.join(folder, "replies/judged-anew.jsonl"), { recursive: true });
      return judgedAs(0);
    };
    await assert.rejects(anew(folder, { check }), (error: Error) => {
      assert.equal(error.name, "BankError");
      return error.message.includes(folder);
    });
  });

  it("tells also of what a process had changed that was killed", async (t) => {
    const folder = await oldBank(t);
    const [killed, stop] = [path.join(folder, "killed"), new AbortController()];
    let checks = 0;
    const check: EvaluationMeans["check"] = async ({ id }) => {
      checks += 1;
      if (checks < 3) return judgedAs(0);
      await until(
        "two verdicts in the bank",
        async () => (await valuesOf(folder)).join().split("choice-1").length === 3,
      );
      // The files as a killed process would leave them.
      const whole = (name: string): boolean => !/killed|evaluation\.lock/.test(name);
      for (const name of ["generations", "replies"]) {
        await cp(path.join(folder, name), path.join(killed, name), { recursive: true, filter: whole });
      }
      stop.abort();
      throw new Error(`${id} was stopped`);
    };
    await anew(folder, { check }, { signal: stop.signal });
    const rest = await anew(killed, { check: () => Promise.resolve(judgedAs(0)) });
    assert.deepEqual([rest?.done, rest?.judged], [2, 4]);
    assert.deepEqual(
      rest?.changes.map(({ questionId, model }) => `${questionId} ${model}`),
      ["q1 a", "q1 b", "q2 a", "q2 b"],
    );
    assert.deepEqual(
      (await readdir(path.join(killed, "replies"))).filter((name) => name.startsWith("judged")),
      ["judged-anew.json"],
    );
  });
});
