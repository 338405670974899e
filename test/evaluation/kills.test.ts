import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it, type TestContext } from "node:test";
import { decodeLine } from "../../src/storage/index.ts";
import { bankEntries, createBank, readState } from "../../src/bank/store/index.ts";
import { randomStream } from "../../src/core/random.ts";
import { taskPrompt } from "../../src/core/tasks/index.ts";
import { demoModels } from "../../src/demo/index.ts";
import type { EvaluationResult } from "../../src/evaluation/asking/evaluate.ts";
import type { ReplyLine } from "../../src/evaluation/kept/reply-record.ts";
import { repetitions, SEED } from "../support/deep.ts";
import { startNode } from "../support/processes/start-process.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";
import { countingServer, type SeenRequest } from "./counting-server.ts";

const WORKER = path.join(import.meta.dirname, "worker.ts");
const KILLS = repetitions(5, 25);
const QUESTIONS = repetitions(15, 40);

const questions = starterQuestions.slice(0, QUESTIONS);

it(`equals an unbroken run after ${KILLS} kills, and asks nothing that was stored again (SMCS_SEED=${SEED})`, async (t) => {
  const random = randomStream(SEED, "kills");
  const pairs = questions.length * demoModels.length;
  const server = await countingServer(t, { questions });

  const unbroken = await starterBank(t);
  const whole = JSON.parse(await start(t, unbroken, server.baseUrl).ended) as EvaluationResult;
  assert.deepEqual([whole.asked, whole.failed, whole.missing], [pairs, 0, 0]);
  assert.ok(whole.right > 0 && whole.wrong > 0);

  const broken = await starterBank(t);
  let twice = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const stored = await storedPairs(broken);
    const before = server.seen.length;
    const missing = pairs - stored.size;
    // One request is never answered, so that the run does not end before the kill.
    server.answerOnly(missing - 1);
    const { child, ended } = start(t, broken, server.baseUrl);
    const requests = 1 + Math.floor((random() * missing) / 3);
    await Promise.race([server.more(requests), ended]);
    await new Promise((resolve) => setTimeout(resolve, random() * 50));
    child.kill("SIGKILL");
    assert.equal(await ended, "", "the kill came too late");
    twice += countStored(server.seen.slice(before), stored);
    await forgetLocks(broken);
  }
  const stored = await storedPairs(broken);
  const before = server.seen.length;
  server.answerOnly(Infinity);
  const last = JSON.parse(await start(t, broken, server.baseUrl).ended) as EvaluationResult;
  twice += countStored(server.seen.slice(before), stored);

  assert.equal(twice, 0, "asked again although the answer was stored");
  assert.deepEqual([last.failed, last.missing], [0, 0]);
  assert.equal(last.asked, pairs - stored.size);
  assert.deepEqual(await outcomes(broken), await outcomes(unbroken));
  t.diagnostic(
    `${stored.size} of ${pairs} answers were stored by the ${KILLS} killed runs; ${server.seen.length - 2 * pairs} requests were lost with them`,
  );
});

async function starterBank(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-evaluation-kills-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await createBank(folder, { space: "test/1", entries: questions.map((question) => ({ question, vector: [1, 0] })) });
  return folder;
}

/** @returns what the process prints: nothing when it is killed */
function start(t: TestContext, bankFolder: string, baseUrl: string): { child: ChildProcess; ended: Promise<string> } {
  const { child, ended } = startNode(t, [WORKER, bankFolder, baseUrl]);
  const printed = ended.then(({ stdout, stderr }) => {
    assert.equal(stderr, "");
    return stdout;
  });
  printed.catch(() => undefined);
  return { child, ended: printed };
}

/** Returns the pairs whose replies are completely on the disk. */
async function storedPairs(bankFolder: string): Promise<Set<string>> {
  const folder = path.join(bankFolder, "replies");
  const stored = new Set<string>();
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(".log")) continue;
    const model = demoModels.find((one) => name.startsWith(`${one}-`));
    const lines = (await readFile(path.join(folder, name), "utf8")).split("\n").slice(0, -1);
    for (const line of lines) {
      const { kind, questionId } = decodeLine(line) as ReplyLine;
      if (kind === "reply") stored.add(`${model ?? name} ${questionId}`);
    }
  }
  return stored;
}

function countStored(seen: readonly SeenRequest[], stored: ReadonlySet<string>): number {
  const ids = new Map(questions.map((question) => [taskPrompt(question).user, question.id]));
  return seen.filter(({ model, prompt }) => {
    const id = ids.get(prompt);
    assert.ok(id !== undefined, prompt);
    return stored.has(`${model} ${id}`);
  }).length;
}

/** Makes the locks old, as time would: the locks of a killed process are taken over once they are old. */
async function forgetLocks(bankFolder: string): Promise<void> {
  for (const lock of ["write.lock", path.join("replies", "evaluation.lock")]) {
    await utimes(path.join(bankFolder, lock), 0, 0).catch(() => undefined);
  }
}

async function outcomes(bankFolder: string): Promise<object> {
  const known: Record<string, object> = {};
  for await (const { question } of bankEntries(await readState(bankFolder))) {
    const ofQuestion = Object.entries(question.capability).map(
      ([model, { at: _, ...outcome }]) => [model, outcome] as const,
    );
    known[question.id] = Object.fromEntries(ofQuestion.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return known;
}
