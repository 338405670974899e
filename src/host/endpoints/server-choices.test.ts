import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { endpointKinds, hostedKinds, programKinds } = await import("../../core/endpoints/index.ts");
const { addressItem, choiceFor, serverItems } = await import("./server-choices.ts");

const ollama = { port: 11434, programs: "Ollama", kind: "openai", baseUrl: "http://127.0.0.1:11434/v1" } as const;

/** Returns the labels of the lines that can be chosen. */
const labels = (...given: Parameters<typeof serverItems>): string[] =>
  serverItems(...given).flatMap(({ label, choice }) => (choice === undefined ? [] : [label]));

describe("where models may be", () => {
  it("begins with the servers that were found, and ends with the paper's models", () => {
    const items = labels([{ ...ollama, models: ["a", "b"] }], "");
    assert.deepEqual(items.slice(0, 3), ["Ollama, port 11434", "Enter an address…", "OpenRouter"]);
    assert.ok(items.slice(-2).every((label) => label.startsWith("The paper's models")));
  });

  it("has a line for every hosted service, and names every program with a kind of its own", () => {
    const missing = hostedKinds.filter((kind) => !labels([], "").includes(endpointKinds[kind].title));
    assert.deepEqual(missing, []);
    const unnamed = programKinds.filter((kind) => !addressItem("").detail?.includes(endpointKinds[kind].title));
    assert.deepEqual(unnamed, []);
  });

  it("is the address in the box, whatever line is marked when Enter comes", () => {
    const openRouter = serverItems([], "").find(({ label }) => label === "OpenRouter");
    assert.deepEqual(choiceFor("127.0.0.1:8000", openRouter), addressItem("127.0.0.1:8000").choice);
    assert.deepEqual(choiceFor("open", openRouter), { type: "hosted", kind: "openrouter" });
    assert.deepEqual(choiceFor("", openRouter), { type: "hosted", kind: "openrouter" });
    assert.equal(choiceFor("open", undefined), undefined);
  });

  it("begins with an address once one is typed; any other text may become one", () => {
    const found = [{ ...ollama, models: null }];
    assert.deepEqual(labels(found, " gpu-box:8000 ").slice(0, 2), ["Connect to gpu-box:8000", "Ollama, port 11434"]);
    const address = (typed: string) => serverItems(found, typed).find(({ choice }) => choice?.type === "address" && choice.address !== ollama.baseUrl); // prettier-ignore
    assert.deepEqual(address("gpu-box:8000")?.choice, { type: "address", address: "gpu-box:8000", isComplete: true });
    assert.deepEqual(address("gpubox")?.choice, { type: "address", address: "gpubox", isComplete: false });
    // The line for an address stays, whatever the list is narrowed down to.
    assert.ok(address("gpubox")?.alwaysShow);
  });
});
