import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { CancellationToken, ExtensionContext } from "vscode";
import { streamAll } from "../../../test/support/http/sse.ts";
import { type LocalServer, localServer } from "../../../test/support/http/local-server.ts";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { ratingOf } from "../../core/record/index.ts";
import type { RunSurroundings } from "./native-runs.ts";

const { Uri } = await import("vscode");
const { NativeRuns } = await import("./native-runs.ts");

const noToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
} as unknown as CancellationToken;

describe("a run of the editor's own chat", () => {
  let folder: string;
  let server: LocalServer;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-native-"));
    server = await localServer((_, response) => {
      streamAll(response, [{ content: "Use a set." }, { finish: "stop" }]);
    });
  });

  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("keeps the thumb that its answer was given", async () => {
    const errors: unknown[] = [];
    const endpoint = { name: "lab", kind: "openai", baseUrl: `${server.url}/v1`, models: ["a", "b"] };
    const sources = {
      settings: parseSettings({ "smcs.endpoints": [endpoint] }),
      keyOf: () => Promise.resolve(null),
      bankFolder: path.join(folder, "bank"),
      starterFolder: path.join(import.meta.dirname, "../../../starter-bank"),
      modelsFolder: path.join(folder, "models"),
      simulated: null,
    };
    const surroundings = {
      source: { sources: () => Promise.resolve(sources) },
      activity: { during: (work: () => unknown) => work() },
      log: { info: () => undefined, error: (message: string) => errors.push(message) },
      telemetry: { runEnded: () => undefined, questionRefused: (error: unknown) => errors.push(error) },
    } as unknown as RunSurroundings;
    const context = { globalStorageUri: Uri.file(path.join(folder, "own")) } as ExtensionContext;
    const runs = new NativeRuns(context, surroundings);

    const { run: asked, ...place } = await runs.ask({ text: "How?", agreed: true }, () => undefined, noToken);
    assert.equal(ratingOf(asked), null);
    const rated = await runs.rate(place, "bad");
    assert.equal(rated?.runId, place.runId);
    const read = await runs.find(place);
    assert.equal(read && ratingOf(read), "bad");
    assert.equal(await runs.rate(place, "bad"), undefined, "it is kept already");
    assert.equal(await runs.rate({ ...place, runId: "gone" }, "good"), undefined);
    assert.equal(await runs.rate({ ...place, chatId: "gone" }, "good"), undefined);
    assert.deepEqual(errors, []);
  });
});
