import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { hubModel } from "../support/embedding/hub-model.ts";
import { tinyModel } from "../support/embedding/model-folder.ts";
import { MODEL, modelHub } from "../support/http/model-hub.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";

const QUESTION = "How do I debounce a function in TypeScript?";

interface Status {
  readonly space: string;
  readonly wanted: string;
  readonly bank: string;
  readonly missing: number;
  readonly lacking: string | null;
}

/** Starts a hub with a tiny model. */
async function hubWithModel(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-hub-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const hub = await modelHub(await hubModel(folder));
  t.after(() => hub.close());
  return hub;
}

describe("smcs embedding", () => {
  it("takes a model from a hub, moves the bank to it, answers with it, and goes back when it is removed", async (t) => {
    const { home, file } = await cliHome(t);
    const hub = await hubWithModel(t);
    const settings = await file("settings.json", { "smcs.embedding.model": MODEL });
    const run = async (...args: string[]) => runCli([...args, "--settings", settings], home, { HF_ENDPOINT: hub.url });
    const json = async (...args: string[]) => {
      const { status, stdout, stderr } = await run(...args, "--json");
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout) as unknown;
    };
    const builtIn = (await json("embedding", "status")) as Status;
    assert.match(builtIn.space, /^built-in\//);
    assert.match(builtIn.lacking ?? "", /is not on this machine yet/);
    assert.deepEqual(hub.asked, [], "nobody reaches out without being told to");

    assert.equal(((await json("embedding", "download")) as { name: string }).name, MODEL);
    const there = (await json("embedding", "status")) as Status;
    assert.equal(there.space, builtIn.space, "the bank is still in the old space, which serves");
    assert.deepEqual([there.wanted.startsWith(`transformers/${MODEL}/q8/`), there.missing], [true, 300]);
    const noted = await run("ask", QUESTION, "--demo", "--no-records", "--json");
    assert.match(noted.stderr, /not embedded with made-up\/tiny-model yet.*smcs bank embed/);

    assert.deepEqual(await json("bank", "embed"), { questions: 300, space: there.wanted });
    assert.deepEqual(await json("bank", "embed"), { questions: 0, space: there.wanted });
    const answered = (await json("ask", QUESTION, "--demo", "--no-records")) as {
      outcome: string;
      selection: { space: string };
      comparedIn: string;
    };
    assert.deepEqual(
      [answered.outcome, answered.selection.space, answered.comparedIn],
      ["done", there.wanted, there.wanted],
    );

    assert.deepEqual(await json("embedding", "remove"), { removed: true });
    const without = (await json("ask", QUESTION, "--demo", "--no-records")) as { selection: { space: string } };
    assert.equal(without.selection.space, builtIn.space);
    assert.equal(((await json("embedding", "status")) as Status).bank, there.wanted, "the bank stays the model's");
  });

  it("replays a run of a model that is there, and says what is missing without it", async (t) => {
    const { home, file } = await cliHome(t);
    const { folder } = await tinyModel(t);
    const own = { "smcs.embedding.backend": "transformers", "smcs.embedding.modelFolder": folder };
    const settings = ["--settings", await file("settings.json", own)];
    const bank = path.join(home, "bank");
    assert.equal((await runCli(["bank", "embed", "--bank", bank, ...settings], home)).status, 0);
    const asked = await runCli(
      ["ask", QUESTION, "--demo", "--json", "--no-records", "--bank", bank, ...settings],
      home,
    );
    const record = await file("run.json", asked.stdout);
    const replayed = await runCli(["replay", record, "--bank", bank, ...settings], home);
    assert.equal(replayed.status, 0, replayed.stdout);
    assert.match(replayed.stdout, /selection +agrees[^]*scores +agrees/);
    const without = await runCli(["replay", record], home);
    assert.match(without.stdout, /scores +left out\n.*compared texts in transformers\//);
  });

  it("says what failed and what to do when a model cannot be fetched, and what is asked for is not there", async (t) => {
    const { home, file } = await cliHome(t);
    const elsewhere = await mkdtemp(path.join(tmpdir(), "smcs-empty-"));
    t.after(() => rm(elsewhere, { recursive: true }));
    const hub = { HF_ENDPOINT: "http://127.0.0.1:9" };
    const download = await runCli(["embedding", "download"], home, hub);
    assert.equal(download.status, 1);
    assert.match(download.stderr, /127\.0\.0\.1:9.*smcs\.embedding\.modelFolder/s);

    const own = { "smcs.embedding.backend": "transformers", "smcs.embedding.modelFolder": elsewhere };
    const settings = ["--settings", await file("settings.json", own)];
    const embed = await runCli(["bank", "embed", ...settings], home);
    assert.equal(embed.status, 1);
    assert.match(embed.stderr, /config\.json/);
    const asked = await runCli(["ask", QUESTION, "--demo", "--no-records", ...settings], home);
    assert.equal(asked.status, 0, "an answer needs no model");
    assert.match(asked.stderr, /config\.json.*The built-in embedder stands in/s);
  });
});
