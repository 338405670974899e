import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile, mkdir } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import { RunRecordFile } from "../../records/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { type Installation, reportOn } from "./gather-facts.ts";

const at = "2026-07-31T10:15:30.000Z";
const question = "Which of our invoices are rounded wrongly?";

/** Returns an installation with one run, one log and one endpoint whose key and header are secrets. */
async function installation(t: TestContext, changes: Partial<Installation> = {}): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-diagnostics-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [storageFolder, logFolder] = [path.join(folder, "storage"), path.join(folder, "log")];
  const { events } = await collaborate(Object.values(three), merged, {
    run: { question: { text: question, context: [], conversation: [] } },
  });
  const file = new RunRecordFile(path.join(storageFolder, "runs"), "run-1", new Date(at), (message) =>
    assert.fail(message),
  );
  for (const event of events) file.append(event);
  await file.close();
  await mkdir(logFolder);
  const lines = Array.from({ length: 200 }, (_, line) => `[info] line ${line}`);
  const told = `[error] http://lab:8000/v1: "${question.toUpperCase()}" with k3y-of-lab, header-of-lab in ${storageFolder}/x y`;
  await writeFile(path.join(logFolder, "SMCS.log"), [...lines, told].join("\n"));
  const headers = { "X-Team": "header-of-lab" };
  return {
    versions: { extension: "1.2.3" },
    mode: "endpoints",
    settings: parseSettings({
      "smcs.endpoints": [{ name: "office", kind: "vllm", baseUrl: "http://lab:8000", models: ["m"], headers }],
    }),
    problem: null,
    keyOf: () => Promise.resolve("k3y-of-lab"),
    readBank: () =>
      Promise.resolve({
        stats: {
          questions: 7,
          open: {},
          sources: { "my own": 7 },
          domains: {},
          models: {},
          skills: { questions: 0, keywords: 0 },
          space: "space",
        },
        matches: [],
        speeds: new Map(),
        merging: null,
        losses: ["one"],
        embedder: { name: "Built-in embedder", why: null },
        team: null,
      }),
    storageFolder,
    bankFolder: path.join(storageFolder, "bank"),
    logFolder,
    workspaceFolders: [],
    ...changes,
  };
}

describe("a report on an installation", () => {
  it("tells of settings, bank, runs and the end of the log, without what is private", async (t) => {
    const report = await reportOn(await installation(t), at);
    for (const line of ["- extension: 1.2.3", "- questions: 7", "- losses: 1", "[info] line 199"]) {
      assert.ok(report.includes(line), `${line} in\n${report}`);
    }
    assert.match(report, /- office: vllm, http:\/\/\[own network\]:8000\/v1, key stored, 1 headers/);
    assert.match(report, /- run-1 \(smcs, simulated\): done/);
    assert.match(
      report,
      /^\[error\] http:\/\/\[own network\]:8000\/v1: "\[text\]\?" with \[secret\], \[secret\] in \[path\]$/m,
    );
    assert.doesNotMatch(report, /line 0\b/);
    for (const mark of ["my own", "invoices", "lab:", "k3y", "header-of", tmpdir(), homedir()]) {
      assert.ok(!report.toLowerCase().includes(mark), `${mark} in\n${report}`);
    }
  });

  it("does not say where a model is kept, or which mirror it would come from", async (t) => {
    const before = process.env["HF_ENDPOINT"];
    process.env["HF_ENDPOINT"] = "https://models.acme.example";
    t.after(() => {
      if (before === undefined) delete process.env["HF_ENDPOINT"];
      else process.env["HF_ENDPOINT"] = before;
    });
    const modelFolder = path.resolve("/srv/project falcon/models");
    const why = `The folder ${modelFolder} cannot be used: config.json is missing. models.acme.example: refused.`;
    const given = await installation(t, { settings: parseSettings({ "smcs.embedding.modelFolder": modelFolder }) });
    const readBank = async () => ({ ...(await given.readBank()), embedder: { name: "Built-in embedder", why } });
    const report = await reportOn({ ...given, readBank }, at);
    assert.match(report, /- embedder: Built-in embedder\. The folder \[path\]: /);
    assert.doesNotMatch(report, /falcon|acme/);
  });

  it("is made also where nothing can be read", async (t) => {
    const nothing = { settings: null, problem: "smcs.tolerance: must be at most 1.", mode: "empty" };
    const absent = { storageFolder: "/absent/storage", logFolder: "/absent/log" };
    const readBank = () => Promise.reject(new Error("/absent/bank is damaged."));
    const report = await reportOn(await installation(t, { ...nothing, ...absent, readBank }), at);
    for (const line of [
      "- problem: smcs.tolerance",
      "None is recorded.",
      "It cannot be read: [path] is damaged.",
      "Empty.",
    ]) {
      assert.ok(report.includes(line), `${line} in\n${report}`);
    }
  });
});
