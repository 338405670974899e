import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LoadedModel, LONGEST_GROUP } from "./loaded-model.ts";

/** Returns the models in the order in which a queue of requests is served, one at a time. */
function served(wanted: readonly string[], loaded = new LoadedModel()): string[] {
  const line = wanted.map((model) => ({ model }));
  const order: string[] = [];
  for (let next = loaded.choose(line, 0); next !== null; next = loaded.choose(line, 0)) {
    line.splice(line.indexOf(next), 1);
    order.push(next.model);
  }
  return order;
}

const loads = (order: readonly string[]): number => order.filter((model, at) => model !== order[at - 1]).length;

describe("a server that holds one model at a time", () => {
  it("serves the loaded model first, then the one at the front", () => {
    const loaded = new LoadedModel();
    assert.deepEqual(served(["b"], loaded), ["b"]);
    assert.deepEqual(served(["c", "a", "b", "c", "a", "b"], loaded), ["b", "b", "c", "c", "a", "a"]);
  });

  it("is asked for another model only when the loaded one is done", () => {
    const loaded = new LoadedModel();
    served(["a"], loaded);
    assert.equal(loaded.choose([{ model: "b" }], 1), null);
    assert.deepEqual(loaded.choose([{ model: "b" }], 0), { model: "b" });
  });

  it("loads each model once for all that wait, and serves everybody", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: LONGEST_GROUP }), (wanted) => {
        const order = served(wanted);
        assert.deepEqual(order.toSorted(), wanted.toSorted());
        assert.equal(loads(order), new Set(wanted).size);
      }),
    );
  });

  it("turns to another model after a group, even when requests to the loaded one never end", () => {
    const loaded = new LoadedModel();
    served(["a"], loaded);
    const line = [{ model: "a" }, { model: "b" }];
    const order = Array.from({ length: LONGEST_GROUP + 1 }, () => loaded.choose(line, 0)?.model);
    assert.deepEqual(
      order.slice(0, -1),
      Array.from({ length: LONGEST_GROUP }, () => "a"),
    );
    assert.equal(order.at(-1), "b");
  });

  it("counts neither what was served while nobody else waited, nor the group before", () => {
    const loaded = new LoadedModel();
    served(["a"], loaded);
    const serve = (line: readonly { readonly model: string }[], times: number) =>
      Array.from({ length: times }, () => loaded.choose(line, 0)?.model).join("");
    const a = "a".repeat(LONGEST_GROUP);
    assert.equal(serve([{ model: "a" }], LONGEST_GROUP), a);
    assert.equal(serve([{ model: "a" }, { model: "b" }], LONGEST_GROUP), a);
    assert.equal(serve([{ model: "a" }, { model: "b" }], LONGEST_GROUP + 1), "b".repeat(LONGEST_GROUP + 1));
    assert.equal(serve([{ model: "a" }, { model: "b" }], LONGEST_GROUP), a);
  });

  it("makes no difference where all need the same", () => {
    const loaded = new LoadedModel();
    const line = [{ model: "" }, { model: "" }];
    assert.equal(loaded.choose(line, 0), line[0]);
    assert.equal(loaded.choose(line, 5), line[0]);
  });
});
