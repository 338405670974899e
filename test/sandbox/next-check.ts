import type { Escape } from "./read-escapes.ts";

/** Ordinary programs that succeed only in an interpreter that no other program has used. */
export const NEXT_CHECK: Readonly<Record<Escape["language"], string>> = {
  python: `
import builtins, os, sys
assert len([1, 2]) == 2 and not hasattr(builtins, "left_behind")
assert "left_behind" not in sys.modules and "LEFT_BEHIND" not in os.environ
assert os.listdir("/home/program") == ["program.py"], os.listdir("/home/program")
assert os.listdir("/tmp") == [], os.listdir("/tmp")
assert sum(range(10)) == 45
print("sound")
`,
  javascript: `
import assert from "node:assert/strict";
assert.equal(globalThis.leftBehind, undefined);
assert.equal([].leftBehind, undefined);
assert.equal(Math.max(1, 2), 2);
assert.throws(() => assert.equal(1, 2));
assert.deepEqual([{ a: new Map([[1, new Set([2])]]) }], [{ a: new Map([[1, new Set([2])]]) }]);
console.log("sound");
`,
};
