import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { pathToFileURL } from "node:url";
import path from "node:path";

/** Returns the output of a process that shuts its doors and then runs this script. */
function afterwards(script: string): string {
  const module = JSON.stringify(
    pathToFileURL(path.join(import.meta.dirname, "../../src/sandbox/interpreter/shut-doors.ts")).href,
  );
  const text = `import { writeSync } from "node:fs"; import { runInNewContext } from "node:vm";
    import { shutDoors } from ${module}; shutDoors(); const say = (value) => writeSync(1, String(value)); ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--no-warnings", "--eval", text], {
    encoding: "utf8",
  });
  return stdout + stderr;
}

it("leaves none of the language's objects that could be changed", () => {
  const open = afterwards(`
    const isObject = (value) => Object(value) === value;
    const names = runInNewContext("Object.getOwnPropertyNames(globalThis)").filter((name) => name !== "globalThis");
    const hidden = [function* () {}, async () => {}, async function* () {}, [].values(), new Map().values()];
    const named = [...names.map((name) => [name, globalThis[name]]), ...hidden.map((value) => ["hidden", value.__proto__])];
    const frozen = (value) => !isObject(value) || Object.isFrozen(value);
    say(named.filter(([, value]) => !frozen(value) || !frozen(value?.prototype)).map(([name]) => name));`);
  assert.equal(open, "");
});

it("loads nothing any more", () => {
  assert.match(afterwards(`await import("node:net").catch((error) => say(error.message));`), /Nothing can be loaded/);
});
