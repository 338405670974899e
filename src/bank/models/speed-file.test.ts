import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { keepTimes, knownSpeeds, type TimedReply } from "./speed-file.ts";

const reply = (model: string, durationMs: number): TimedReply => {
  return { model, firstTokenMs: 100, durationMs, tokens: 50 };
};
const folderOf = (t: TestContext) => temporaryFolder(t);

describe("the kept speeds of a bank's models", () => {
  it("are none before a reply was timed", async (t) => {
    assert.equal((await knownSpeeds(await folderOf(t))).size, 0);
  });

  it("add up over runs and leave nothing but their file", async (t) => {
    const folder = await folderOf(t);
    await keepTimes(folder, [reply("a", 1100), reply("__proto__", 600)]);
    await keepTimes(folder, [reply("a", 1300), reply("a", 2100)]);
    const speeds = await knownSpeeds(folder);
    assert.deepEqual([...speeds.keys()].toSorted(), ["__proto__", "a"]);
    assert.deepEqual(speeds.get("a"), {
      replies: 3,
      firstTokenMs: 100,
      durationMs: 1300,
      tokens: 50,
      tokensPerSecond: 1000 / 24,
    });
    assert.deepEqual(await readdir(folder), ["speeds.json"]);
  });

  it("are those of each model's latest 32 replies", async (t) => {
    const folder = await folderOf(t);
    await keepTimes(folder, [...Array.from({ length: 40 }, () => reply("a", 9000)), reply("b", 700)]);
    await keepTimes(
      folder,
      Array.from({ length: 20 }, () => reply("a", 500)),
    );
    const speeds = await knownSpeeds(folder);
    assert.deepEqual([speeds.get("a")?.replies, speeds.get("a")?.durationMs], [32, 500]);
    assert.equal(speeds.get("b")?.replies, 1);
  });

  it("lose nothing when several runs end at once", async (t) => {
    const folder = await folderOf(t);
    await Promise.all(Array.from({ length: 8 }, (_, index) => keepTimes(folder, [reply("a", 500 + index)])));
    assert.equal((await knownSpeeds(folder)).get("a")?.replies, 8);
  });

  it("stay in a file of a newer version, which this version does not read", async (t) => {
    const folder = await folderOf(t);
    const newer = '{"version":2,"models":{}}';
    await writeFile(path.join(folder, "speeds.json"), newer);
    await keepTimes(folder, [reply("a", 500)]);
    assert.equal(await readFile(path.join(folder, "speeds.json"), "utf8"), newer);
    assert.equal((await knownSpeeds(folder)).size, 0);
  });

  it("are learned again when the file is damaged, and stay as they are when it cannot be written", async (t) => {
    const folder = await folderOf(t);
    await writeFile(
      path.join(folder, "speeds.json"),
      '{"version":1,"models":[{"model":"a","replies":[{"durationMs":-1}]}]}',
    );
    assert.equal((await knownSpeeds(folder)).size, 0);
    await keepTimes(folder, [reply("a", 500)]);
    assert.equal((await knownSpeeds(folder)).get("a")?.replies, 1);
    await keepTimes(path.join(folder, "speeds.json", "no folder"), [reply("a", 500)]);
  });
});
