import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { GroupCommit } from "./group-commit.ts";

/** Creates a store in memory; texts added during a write wait for the next write. */
function store(): { commit: GroupCommit; writes: string[] } {
  const writes: string[] = [];
  const commit = new GroupCommit(async (text) => {
    const offset = writes.join("").length;
    await turn();
    writes.push(text);
    return offset;
  });
  return { commit, writes };
}

describe("texts written in groups", () => {
  it("share a write with those that came meanwhile, and know where they begin", async () => {
    const { commit, writes } = store();
    assert.deepEqual(await Promise.all(["a", "bb", "c"].map((text) => commit.add(text))), [0, 1, 3]);
    assert.deepEqual(writes, ["a", "bbc"]);
  });

  it("are written also when added at the very end of a write", async () => {
    const { commit, writes } = store();
    await commit.add("a").then(() => commit.add("b"));
    await commit.idle();
    assert.deepEqual(writes, ["a", "b"]);
  });

  it("fail together, and the next ones do not", async () => {
    let fails = true;
    const commit = new GroupCommit(() => (fails ? Promise.reject(new Error("full")) : Promise.resolve(7)));
    await assert.rejects(commit.add("a"), /full/);
    fails = false;
    assert.equal(await commit.add("b"), 7);
  });
});
