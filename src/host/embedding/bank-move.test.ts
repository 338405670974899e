import assert from "node:assert/strict";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, it, type TestContext } from "node:test";
import type { LogOutputChannel } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { embeddingsServer } from "../../../test/support/http/embeddings-server.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { servingEmbedder } from "../../embedding/serving/index.ts";
import { createBank, readState } from "../../bank/store/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import type { BankSources } from "../model-source.ts";

// Imported after the scripted editor has replaced VS Code.
const { BankMove } = await import("./bank-move.ts");

const log = { info: () => undefined, warn: () => undefined } as unknown as LogOutputChannel;
const open: { resolve: (() => void) | null } = { resolve: null };

/** Returns a bank of one question, and a server that embeds for a price. */
async function pricedBank(t: TestContext, refuses: (text: string) => boolean | string = () => false) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-move-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const server = await embeddingsServer(t, { refuses });
  const builtIn = builtInEmbedder();
  const [made] = await builtIn.embed(["How?"], "document");
  const rest = { source: "own", split: "bank", task: { kind: "open" }, capability: {} } as const;
  const entries = [{ question: { id: "a", question: "How?", ...rest }, vector: made!.vector }];
  await createBank(path.join(folder, "bank"), { space: builtIn.space, entries });
  const models = ["one", "two"].map((id) => ({ id, enabled: false, promptUsdPerMTok: 1 }));
  const sourcesFor = (model: string): BankSources => ({
    settings: parseSettings({
      "smcs.endpoints": [{ name: "here", kind: "vllm", baseUrl: server.url, models }],
      "smcs.embedding.backend": "endpoint",
      "smcs.embedding.model": `here/${model}`,
    }),
    keyOf: () => Promise.resolve(null),
    bankFolder: path.join(folder, "bank"),
    starterFolder: folder,
    modelsFolder: folder,
  });
  const begin = async (move: InstanceType<typeof BankMove>, model: string): Promise<{ ended: Promise<void> }> => {
    const sources = sourcesFor(model);
    const serving = await servingEmbedder(sources, sources.bankFolder);
    return { ended: move.run(serving, sources) };
  };
  const spaceNow = async () => (await readState(path.join(folder, "bank"))).manifest.space;
  return { server, begin, spaceNow, folder };
}

describe("moving the bank in the editor", () => {
  beforeEach(() => {
    editor.shown.length = 0;
    open.resolve = null;
    editor.answer = () => new Promise(() => open.resolve?.());
  });
  const asked = (): Promise<void> => new Promise((resolve) => (open.resolve = resolve));

  it("asks for the price first, sends nothing before, and ends when it is stopped while nobody answers", async (t) => {
    const { server, begin } = await pricedBank(t);
    const move = new BankMove(log);
    const shown = asked();
    const { ended } = await begin(move, "one");
    await shown;
    assert.match(editor.shown[0] ?? "", /here\/one: 1 question, about \d+ tokens; it costs about under \$0\.0001/);
    await move.stop();
    await ended;
    assert.equal(server.seen.length, 0);
    assert.equal(editor.shown.length, 1);
  });

  it("gives way to a move elsewhere when the settings have changed, and may begin again later", async (t) => {
    const { begin, spaceNow } = await pricedBank(t);
    const move = new BankMove(log);
    const shown = asked();
    const first = await begin(move, "one");
    await shown;
    editor.answer = () => Promise.resolve("Embed");
    const second = await begin(move, "two");
    await Promise.all([first.ended, second.ended]);
    assert.equal(await spaceNow(), "two");
    assert.ok(move.mayBegin({ wanted: { embedding: { space: "one" } } } as never));
  });

  it("tells of a failure once, without links of the server's making, and never throws", async (t) => {
    const { begin, folder } = await pricedBank(t, () => "[Fix it](command:evil)");
    editor.answer = (message) => Promise.resolve(message.includes("must be embedded") ? "Embed" : undefined);
    const move = new BankMove(log);
    await (
      await begin(move, "one")
    ).ended;
    assert.equal(editor.shown.length, 2);
    assert.match(editor.shown[1] ?? "", /could not be embedded.*\[Fix it\] \(command:evil\)/s);

    const { ended } = await begin(move, "two");
    // Removed in one step: files written meanwhile would prevent removing them one by one.
    await rename(path.join(folder, "bank"), path.join(folder, "gone"));
    await ended;
  });
});
