import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, it, type TestContext } from "node:test";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { bankEntries, createBank, readState } from "../../bank/store/index.ts";
import { presets } from "../../core/parameters.ts";
import { type Rating, type RunRecord, startRecord, waitingReference } from "../../core/record/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import type { ModelSource } from "../model-source.ts";
import type { BankSource } from "./bank-source.ts";

// Imported after the scripted editor has replaced VS Code.
const { Learning } = await import("./learning.ts");

/** Returns a finished run whose answer is that of model "a". Model "b" contradicts it. */
function rated(rating: Rating | null, changes: Partial<RunRecord> = {}): RunRecord {
  const question = { text: "How do I sort a list?", context: [], conversation: [] };
  const start = { runId: "r1", seed: 1, question, system: "smcs", parameters: presets.coding, simulated: false };
  const replies = { a: "Call sorted() on it.", b: "Zebras graze in herds at dusk." };
  const references = Object.entries(replies).map(([model, text]) => {
    return { ...waitingReference(model), status: "finished", text, rating: model === "a" ? rating : null } as const;
  });
  const started = startRecord({ type: "run-start", ...start });
  return { ...started, outcome: "done", references, winner: 0, fallback: "best-reference", ...changes };
}

/** Returns the learning for an empty bank. */
async function learningFor(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-learning-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const bankFolder = path.join(folder, "bank");
  await createBank(bankFolder, { space: builtInEmbedder().space, entries: [] });
  const sources = {
    settings: parseSettings({}),
    keyOf: () => Promise.resolve(null),
    bankFolder,
    starterFolder: folder,
    modelsFolder: path.join(folder, "models"),
  };
  const kept = new Map<string, string>();
  const globalState = {
    get: (key: string) => JSON.parse(kept.get(key) ?? "null") as unknown,
    update: (key: string, value: unknown) => Promise.resolve(kept.set(key, JSON.stringify(value))),
  };
  const learning = new Learning(
    { globalState } as unknown as ExtensionContext,
    {
      bankSources: () => sources,
      bankFolders: () => sources,
      checkingFolders: { dist: folder, snapshots: folder },
    } as unknown as ModelSource,
    { touch: () => undefined } as unknown as BankSource,
    { info: () => undefined, error: (message: string) => assert.fail(message) } as unknown as LogOutputChannel,
  );
  /** Returns the outcomes in the bank. */
  const known = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { question } of bankEntries(await readState(bankFolder)))
      found.push(
        [
          question.question,
          ...Object.entries(question.capability).map(([model, { value }]) => `${model}:${value}`),
        ].join(" "),
      );
    return found;
  };
  /** The texts that the panel received. */
  const told: (string | null)[] = [];
  learning.onDidChange(({ text }) => told.push(text));
  return { learning, known, told };
}

const LEARNED = ["How do I sort a list? a:1 b:0.5"];

describe("learning from ratings", () => {
  beforeEach(() => {
    editor.shown.length = 0;
    editor.answer = () => new Promise(() => undefined);
    editor.settings = { "bank.learnFromChoices": "on" };
  });

  it("takes a good answer as it takes a chosen one, and that back with the rating", async (t) => {
    const { learning, known } = await learningFor(t);
    await learning.afterRating(rated("good"));
    assert.deepEqual(await known(), LEARNED);
    await learning.afterRating(rated(null));
    assert.deepEqual(await known(), []);
    assert.match(editor.shown.join("\n"), /Added to the question bank.*\nRemoved from the question bank again: How do/);
  });

  it("teaches nothing by a bad answer, and takes back what the answer had taught, whatever the setting is now", async (t) => {
    const { learning, known } = await learningFor(t);
    await learning.afterRating(rated("bad"));
    assert.deepEqual([await known(), editor.shown], [[], []]);
    await learning.afterRating(rated("good"));
    editor.settings = { "bank.learnFromChoices": "off" };
    await learning.afterRating(rated("bad"));
    assert.deepEqual(await known(), []);
  });

  it("means the last of two ratings that follow each other at once", async (t) => {
    const { learning, known } = await learningFor(t);
    await Promise.all([learning.afterRating(rated("good")), learning.afterRating(rated("bad"))]);
    assert.deepEqual(await known(), []);
    await Promise.all([rated("good"), rated("bad"), rated("good")].map((run) => learning.afterRating(run)));
    assert.deepEqual(await known(), LEARNED);
  });

  it("leaves what a choice has taught where only the rating is taken back", async (t) => {
    const { learning, known } = await learningFor(t);
    await learning.afterChoice(rated(null));
    await learning.afterRating(rated(null, { choice: 0 }));
    assert.deepEqual(await known(), LEARNED);
  });

  it("tells the panel what was learned, again when it is opened anew, and that it was taken back", async (t) => {
    const { learning, told } = await learningFor(t);
    const run = rated("good");
    await learning.afterRating(run);
    const text =
      "Added to the question bank. Right by your choice: a. Undecided, as the answers cannot be compared: b.";
    assert.deepEqual(told, [text]);
    assert.deepEqual(learning.from([run, { runId: "another" }]), [{ runId: "r1", text }]);
    assert.ok(editor.shown.includes(text));
    await learning.undo();
    assert.deepEqual([told.at(-1), learning.from([run])], [null, []]);
  });

  for (const setting of ["ask", "off"]) {
    it(`learns the other answer of a taught question that is chosen later, without asking: ${setting}`, async (t) => {
      const { learning, known } = await learningFor(t);
      await learning.teach(rated(null));
      assert.deepEqual(await known(), LEARNED);
      editor.settings = { "bank.learnFromChoices": setting };
      await learning.afterChoice(rated(null, { winner: 1 }));
      assert.deepEqual(await known(), ["How do I sort a list? a:0.5 b:1"]);
    });
  }

  it("says nothing again where the answer that has taught is rated as good, too", async (t) => {
    const { learning, known, told } = await learningFor(t);
    await learning.afterChoice(rated(null));
    await learning.afterRating(rated("good"));
    assert.deepEqual([await known(), told.length], [LEARNED, 1]);
  });

  const third = { ...waitingReference("c"), status: "finished", text: "Call sorted() on it." } as const;

  it("learns of a model that was asked again, with the same answer standing", async (t) => {
    const { learning, known } = await learningFor(t);
    const run = rated("good");
    await learning.afterRating(run);
    await learning.afterRetry(run, { ...run, references: [...run.references, third] });
    assert.deepEqual(await known(), [`${LEARNED[0]} c:1`]);
  });

  it("takes back what an answer taught in whose place another one came by asking again", async (t) => {
    const { learning, known } = await learningFor(t);
    const run = rated("good");
    await learning.afterRating(run);
    await learning.afterRetry(run, { ...run, winner: 1 });
    assert.deepEqual(await known(), []);
    // A retry does not teach a run that has taught nothing before.
    await learning.afterRetry(run, { ...run, references: [...run.references, third] });
    assert.deepEqual(await known(), []);
  });

  it("asks first where the setting says so, and adds nothing that was found bad meanwhile", async (t) => {
    const { learning, known } = await learningFor(t);
    editor.settings = {};
    let press: (label: string) => void = () => undefined;
    editor.answer = () =>
      new Promise((resolve) => {
        press = resolve;
      });
    const good = learning.afterRating(rated("good"));
    await learning.afterRating(rated("bad"));
    press("Add");
    await good;
    assert.deepEqual(await known(), []);
    assert.match(editor.shown.join("\n"), /^Add this question .*\nNothing was added .* You rated this answer as bad/);
  });

  for (const [when, run, setting] of [
    ["models are simulated", rated("good", { simulated: true }), "on"],
    ["the run was stopped", rated("good", { outcome: "aborted" }), "on"],
    ["the setting is off", rated("good"), "off"],
  ] as const) {
    it(`learns nothing where ${when}`, async (t) => {
      const { learning, known } = await learningFor(t);
      editor.settings = { "bank.learnFromChoices": setting };
      await learning.afterRating(run);
      assert.deepEqual([await known(), editor.shown], [[], []]);
    });
  }
});
