import assert from "node:assert/strict";
import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { LocalIndex, ProtobufCodec } from "vectra";
import { changeBank, compactBank, createBank, verifyBank } from "../../src/bank/store/bank-store.ts";
import { randomStream } from "../../src/core/random.ts";
import { repetitions, SEED } from "../support/deep.ts";
import { adding, openSample, sampleEntries, sampleEntry, sampleSkills, SPACE, temporaryFolder } from "./sample-bank.ts";
import { killWorkerAt, runWorker } from "./start-worker.ts";

/** Number of kills: several for each work. */
const KILLS = repetitions(25, 400);
/** Two banks at a time, one for each core of a small machine. */
const LANES = 2;
/** Number of kills after which a lane begins a new bank, so that the banks stay small. */
const PER_BANK = 20;

const IMPORTED = 2000;

/** The works take turns, so that each is killed as often as the others. */
const works = [
  { work: "insert", count: 200 },
  { work: "insertTogether", count: 1000 },
  { work: "describe", count: 200 },
  { work: "import", count: IMPORTED },
  { work: "compact", count: 200 },
];

it(`loses nothing that it acknowledged in ${KILLS} kills (SMCS_SEED=${SEED})`, async (t) => {
  const counts = new Map<string, { kills: number; acknowledged: number; finished: number }>();
  const lane = async (number: number): Promise<void> => {
    const random = randomStream(SEED, `lane ${number}`);
    let folder = "";
    let sure = new Set<string>();
    let described = new Set<string>();
    for (let kill = number; kill < KILLS; kill += LANES) {
      if (folder === "" || Math.floor(kill / LANES) % PER_BANK === 0) {
        folder = await temporaryFolder(t);
        await createBank(folder, { space: SPACE, entries: sampleEntries(20) });
        sure = new Set((await openSample(folder)).ids);
        described = new Set();
      }
      const { work, count } = works[kill % works.length] ?? { work: "insert", count: 200 };
      const prefix = `k${kill}`;
      const ended = await runWorker(t, [folder, work, prefix, `${count}`], Math.floor(random() * 150));
      assert.equal(ended.complaints, "");
      for (const id of ended.acknowledged) sure.add(id);
      if (work === "describe") for (const id of ended.acknowledged) described.add(id);
      await checkBank(folder, sure, described, prefix, work);
      await assertVectraOpens(folder);
      sure = new Set((await openSample(folder)).ids);
      await forgetLock(folder);
      const { kills, acknowledged, finished } = counts.get(work) ?? { kills: 0, acknowledged: 0, finished: 0 };
      counts.set(work, {
        kills: kills + 1,
        acknowledged: acknowledged + ended.acknowledged.length,
        finished: finished + (ended.finished ? 1 : 0),
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  for (const [work, { kills, acknowledged, finished }] of counts) {
    t.diagnostic(`${work}: ${kills} kills, ${acknowledged} questions acknowledged, ${finished} kills came too late`);
  }
});

/** Checks that every acknowledged question is stored completely, and every other one completely or not at all. */
async function checkBank(
  folder: string,
  sure: ReadonlySet<string>,
  described: ReadonlySet<string>,
  prefix: string,
  work: string,
): Promise<void> {
  const { entries, ids, losses } = await openSample(folder);
  assert.deepEqual(losses, []);
  assert.deepEqual(
    [...sure].filter((id) => !ids.includes(id)),
    [],
    "acknowledged, but not there",
  );
  const more = ids.filter((id) => !sure.has(id));
  assert.ok(
    more.every((id) => id.startsWith(`${prefix}-`)),
    `from nowhere: ${more.join()}`,
  );
  const its = ids.filter((id) => id.startsWith(`${prefix}-`)).length;
  if (work === "import") assert.ok(its === 0 || its === IMPORTED, `${its} of an import`);
  for (const { question } of entries) {
    const { skills, ...rest } = question;
    assert.deepEqual(rest, sampleEntry(question.id).question);
    if (skills !== undefined || described.has(question.id)) assert.deepEqual(skills, sampleSkills(question.id));
  }
  const problems = await verifyBank(folder);
  // A killed writer may leave an incomplete line, which the next writer cuts off.
  assert.deepEqual(
    problems.filter((problem) => !problem.includes("ends within a line")),
    [],
  );
}

/** Opens every index in the bank's folder with vectra, including those that were being written. */
async function assertVectraOpens(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const parts = files.filter((file) => path.basename(file) === "index.pb").map((file) => path.dirname(file));
  assert.ok(parts.length > 0);
  for (const part of parts) {
    const index = new LocalIndex(path.join(folder, part), undefined, undefined, new ProtobufCodec());
    for (const { id, metadata } of await index.listItems<{ question: string; space: string }>()) {
      assert.deepEqual([(JSON.parse(metadata.question) as { id: string }).id, metadata.space], [id, SPACE]);
    }
  }
}

/** Makes the lock as old as if a minute had passed since the kill. */
async function forgetLock(folder: string): Promise<void> {
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path.join(folder, "write.lock"), longAgo, longAgo).catch(() => undefined);
}

it("clears away what killed writers left", async (t) => {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space: SPACE, entries: sampleEntries(5) });
  const generations = path.join(folder, "generations");
  await killWorkerAt(t, "holding", [folder, "hold", "x", "1"]);
  await forgetLock(folder);
  const left = (await readdir(generations)).filter((name) => name.startsWith(".building-"));
  assert.equal(left.length, 1);
  await compactBank(folder);
  assert.ok((await readdir(generations)).includes(left[0] ?? ""), "it may still be at work");
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(path.join(generations, left[0] ?? ""), longAgo, longAgo);
  await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
  await compactBank(folder);
  assert.deepEqual((await readdir(generations)).sort(), ["2", "3"]);
});
