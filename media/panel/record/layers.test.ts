import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf, runStart, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { layersOf } from "./layers.ts";

function layers(system: string, count: number, referencers: readonly string[]): string[] {
  const start = runStart("run", 1, system);
  const chosen = selectionEnd();
  const parameters = { ...start.parameters, layers: count };
  const run = recordOf([{ ...chosen, parameters, selection: { ...chosen.selection, referencers } }], start);
  return layersOf(run).map((layer) => layer.map(({ reference, index }) => `${index}${reference.model}`).join(" "));
}

describe("layers of references", () => {
  it("are what MoA asks one after the other, with their places in the whole", () => {
    assert.deepEqual(layers("mixture-of-agents", 2, ["a", "b", "a", "b"]), ["0a 1b", "2a 3b"]);
  });

  it("are one for every other system, whatever the setting says, and none without references", () => {
    assert.deepEqual(layers("self-moa", 2, ["a", "a"]), ["0a 1a"]);
    assert.deepEqual(layers("mixture-of-agents", 2, []), []);
  });
});
