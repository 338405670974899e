import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { startChild } from "./start-child.ts";

const honoured = process.allowedNodeEnvironmentFlags.has("--permission");

describe("the checker's child", () => {
  it(
    "may read only its code, and write and start nothing",
    { skip: !honoured && "this Node has no permissions" },
    async () => {
      const child = await startChild(new URL("./probe-main.ts", import.meta.url));
      child.send("go");
      const [told] = (await once(child, "message")) as [{ done: string[]; environment: string[] }];
      child.kill("SIGKILL");
      assert.deepEqual(told.done, []);
      // What a system itself puts there is not ours.
      assert.deepEqual(
        told.environment.filter((name) => /PATH|HOME|KEY|TOKEN|SMCS/i.test(name)),
        [],
      );
    },
  );
});
