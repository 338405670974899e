import assert from "node:assert/strict";
import { readdir, readFile, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { decodeLine } from "../../src/storage/index.ts";
import type { ReplyLine } from "../../src/evaluation/kept/reply-record.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  madeOlder,
  scripted,
} from "../support/evaluation/evaluation.ts";
import { cliHome, startCli } from "../support/cli/run-cli.ts";
import { until } from "../support/until.ts";

describe("smcs bank recheck", () => {
  it("goes on where it was killed, and judges nothing twice", async (t) => {
    const ids = Array.from({ length: 400 }, (_, index) => `q${index}`);
    const folder = await bankOf(
      t,
      ids.map((id) => choiceQuestion(id)),
    );
    const models = [scripted("a", () => ({})), scripted("b", () => ({ text: "The answer is (B)." }))];
    await evaluated(folder, models);
    await madeOlder(folder);
    const { home } = await cliHome(t);
    const args = ["bank", "recheck", "--bank", folder, "--json"];
    /** Returns the verdicts of today's checker. */
    const judged = async (): Promise<string[]> => {
      const replies = path.join(folder, "replies");
      const logs = (await readdir(replies)).filter((name) => name.endsWith(".log"));
      const texts = await Promise.all(logs.map((name) => readFile(path.join(replies, name), "utf8")));
      return texts.flatMap((text, log) => {
        const lines = text.split("\n").slice(0, -1);
        const all = lines.map((line) => decodeLine(line) as ReplyLine);
        // The evaluation itself wrote a verdict for each reply before these were made older.
        const from = all.findLastIndex((line) => line.kind === "verdict" && line.check === "older") + 1;
        return all.slice(from).map(({ questionId }) => `${log} ${questionId}`);
      });
    };
    const { child, ended } = startCli(t, args, home);
    await until("a tenth is judged", async () => (await judged()).length > 80);
    child.kill("SIGKILL");
    await ended;
    const before = (await judged()).length;
    assert.ok(before < 800, "the kill came too late");
    for (const lock of ["write.lock", path.join("replies", "evaluation.lock")]) {
      await utimes(path.join(folder, lock), 0, 0).catch(() => undefined);
    }
    const { status, stdout, stderr } = await startCli(t, args, home).ended;
    assert.equal(status, 0, stderr);
    assert.equal((JSON.parse(stdout) as { judged: number }).judged, 800);
    const all = await judged();
    assert.deepEqual([all.length, new Set(all).size], [800, 800]);
    for (const known of Object.values(await capabilityOf(folder))) {
      const [a, b] = [known["a"], known["b"]].map((outcome) => `${outcome?.value} ${outcome?.checker}`);
      assert.deepEqual([a, b], ["1 choice-1", "0 choice-1"]);
    }
  });
});
