import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { EditorModelError } from "../../editor-models/index.ts";
import type { LanguageModel, LanguageModels } from "./vscode-models.ts";

const { VsCodeModels } = await import("./vscode-models.ts");
const { NestedRunError, NestedRuns } = await import("./nested-runs.ts");

const { signal } = new AbortController();
const ignore = (): void => undefined;

type Send = LanguageModel["sendRequest"];

function offering(sendRequest: Send, vendor = "lab"): LanguageModels {
  const model = { vendor, id: "one", name: "One", maxInputTokens: 8000, sendRequest };
  return { selectChatModels: () => Promise.resolve([model, { ...model, vendor: "smcs", id: "coding" }]) };
}

/** Returns the first model that VS Code offers to the pool, and the record of nested runs. */
async function first(sendRequest: Send) {
  const nested = new NestedRuns();
  const [model] = await new VsCodeModels(offering(sendRequest), nested).list();
  assert.ok(model);
  return { model, nested };
}

/** Returns an error as VS Code throws it. */
function refusal(code: string, cause?: string): Error {
  return Object.assign(new Error("Refused.", cause === undefined ? {} : { cause: new Error(cause) }), { code });
}

async function* texts(...all: string[]): AsyncGenerator<string> {
  for (const text of all) yield await Promise.resolve(text);
}

describe("VS Code's language models", () => {
  it("are offered by vendor and id, but never SMCS's own", async () => {
    const models = await new VsCodeModels(
      offering(() => Promise.reject(new Error())),
      new NestedRuns(),
    ).list();
    assert.deepEqual(
      models.map(({ id, name, contextTokens }) => [id, name, contextTokens]),
      [["lab/one", "One", 8000]],
    );
  });

  it("hear what a system message says from the user, and first", async () => {
    const heard: unknown[] = [];
    const { model } = await first((messages) => {
      heard.push(...messages);
      return Promise.resolve({ text: texts("Use ", "a timer.") });
    });
    const got: string[] = [];
    const messages = [
      { role: "system", content: "Be short." },
      { role: "user", content: "What?" },
      { role: "assistant", content: "That." },
      { role: "user", content: "How?" },
    ] as const;
    await model.answer(messages, (text) => got.push(text), signal);
    assert.deepEqual(heard, [
      { role: "user", content: "Be short." },
      { role: "user", content: "What?" },
      { role: "assistant", content: "That." },
      { role: "user", content: "How?" },
    ]);
    assert.deepEqual(got, ["Use ", "a timer."]);
  });

  it("are told when nobody waits any more", async () => {
    const stop = new AbortController();
    const { model } = await first(async (_messages, _options, token) => {
      stop.abort();
      assert.equal(token?.isCancellationRequested, true);
      return Promise.resolve({ text: texts("too late") });
    });
    await model.answer([], () => assert.fail("Nobody waits for that."), stop.signal);
  });

  const refusals: [Error, EditorModelError["kind"], RegExp][] = [
    [refusal("NoPermissions"), "unauthorized", /allow it/],
    [refusal("NotFound"), "not-found", /Choose another/],
    [refusal("Blocked"), "payment", /quota/],
    [refusal("Unknown", "You exceeded your premium requests allowance"), "rate-limited", /quota.*allowance/],
    [refusal("Unknown", "The cat sat on the server."), "server", /cat/],
  ];
  for (const [thrown, kind, words] of refusals) {
    it(`say what to do when they refuse: ${kind}`, async () => {
      const { model } = await first(() => Promise.reject(thrown));
      await assert.rejects(model.answer([], ignore, signal), (error) => {
        assert.ok(error instanceof EditorModelError);
        assert.equal(error.kind, kind);
        assert.match(error.message, words);
        return true;
      });
    });
  }

  it("cannot start a run inside the run that asks them", async () => {
    let refused: unknown = null;
    const { model, nested } = await first(() => {
      try {
        nested.refuse();
      } catch (error) {
        refused = error;
      }
      return Promise.resolve({ text: texts("done") });
    });
    nested.refuse();
    await model.answer([], ignore, signal);
    assert.ok(refused instanceof NestedRunError);
    nested.refuse();
  });
});
