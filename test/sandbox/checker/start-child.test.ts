import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { startChild } from "../../../src/sandbox/checker/start-child.ts";

const honoured = process.allowedNodeEnvironmentFlags.has("--permission");

describe("the checker's child", () => {
  it(
    "may read only its code, and write and start nothing",
    { skip: !honoured && "this Node has no permissions" },
    async (t) => {
      const { child, isRestricted } = await startChild(
        new URL("../../support/sandbox/checker/probe-main.ts", import.meta.url),
      );
      t.after(() => child.kill("SIGKILL"));
      assert.equal(isRestricted, true);
      child.send("go");
      const [told] = (await once(child, "message")) as [{ done: string[]; environment: string[] }];
      assert.deepEqual(told.done, []);
      // Variables that the system itself adds are ignored.
      assert.deepEqual(
        told.environment.filter((name) => /PATH|HOME|KEY|TOKEN|SMCS/i.test(name)),
        [],
      );
    },
  );
});
