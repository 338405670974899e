import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { mock } from "node:test";
import { commands, window } from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { configure } from "../support/vscode/in-host.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const REFUSAL = /A newer version of SMCS has written the question bank in .*format 2.*Update SMCS/;

/** Changes a bank into one that a later version may have left: intact, in a format that this version does not know. */
async function makeNewer(folder: string): Promise<void> {
  const [generation = ""] = (await readdir(path.join(folder, "generations"))).sort().reverse();
  const file = path.join(folder, "generations", generation, "manifest.json");
  const { checksum: _, ...manifest } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const newer = { ...manifest, format: 2 };
  const checksum = createHash("sha256").update(JSON.stringify(newer)).digest("hex");
  await writeFile(file, JSON.stringify({ ...newer, checksum }));
}

async function contents(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(await Promise.all(files.sort().map(async (file) => [file, await readFile(file, "hex")] as const)));
}

/** Returns the errors that are shown to the user during the work; dialogs answer themselves. */
async function shownErrors(work: () => Thenable<unknown>): Promise<string[]> {
  const shown = mock.method(window, "showErrorMessage", () => Promise.resolve(undefined));
  try {
    await work();
    return shown.mock.calls.map(({ arguments: [message] }) => String(message));
  } finally {
    shown.mock.restore();
  }
}

describe("an older version of the extension, with a bank of a newer one", () => {
  const locate = (folder: string | undefined): Thenable<void> => configure("bank.location", folder);
  let folder: string;
  let left: Map<string, string>;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-newer-"));
    await commands.executeCommand("smcs.useDemoModels");
    await commands.executeCommand("smcs.newChat");
    await locate(folder);
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    assert.equal(run.outcome, "done");
    await makeNewer(folder);
    left = await contents(folder);
  });

  after(async () => {
    await locate(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  it("says so, asks nothing, and writes nothing", async () => {
    assert.equal(await commands.executeCommand("smcs.ask", QUESTION), undefined);
    const errors = await shownErrors(() => commands.executeCommand("smcs.bank.report"));
    assert.match(errors.join(), REFUSAL);
    const report = await commands.executeCommand<string>("smcs.copyDiagnostics");
    assert.match(report, /A newer version of SMCS has written the question bank.*Update SMCS/);
    assert.deepEqual(await contents(folder), left);
  });

  it("does everything else, and answers again from a bank of its own", async () => {
    await commands.executeCommand("smcs.newChat");
    await locate(undefined);
    const run = await commands.executeCommand<RunRecord>("smcs.ask", QUESTION);
    assert.equal(run.outcome, "done");
    assert.deepEqual(await contents(folder), left);
  });
});
