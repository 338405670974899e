import assert from "node:assert/strict";
import { it } from "node:test";
import { createSandbox } from "../../src/adapters/sandbox/sandbox.ts";
import { builtFiles } from "./source-files.ts";

it("the sandbox runs all three languages from its bundle, which reads nothing beside itself", async () => {
  const sandbox = createSandbox({ files: builtFiles, spares: 0 });
  const { signal } = new AbortController();
  try {
    assert.equal((await sandbox.protection()).permissions, true);
    const programs = {
      python: "print(6 * 7)",
      javascript: "console.log(6 * 7)",
      typescript: "console.log(6 * (7 as number))",
    };
    for (const language of ["python", "javascript", "typescript"] as const) {
      const result = await sandbox.run({ language, program: programs[language], timeLimitMs: 20_000 }, signal);
      assert.deepEqual(result, { status: "finished", stdout: "42\n", error: "" });
    }
  } finally {
    await sandbox.close();
  }
});
