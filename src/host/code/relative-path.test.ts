import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { relativePath } from "./relative-path.ts";

describe("a path that a model wrote", () => {
  it("leads downwards from a folder", () => {
    assert.deepEqual(relativePath("src/a.ts"), ["src", "a.ts"]);
    assert.deepEqual(relativePath("./src//a.ts"), ["src", "a.ts"]);
    assert.deepEqual(relativePath("src\\a.ts"), ["src", "a.ts"]);
    assert.deepEqual(relativePath(".github/workflows/build.yml"), [".github", "workflows", "build.yml"]);
  });

  const refused = [
    "", ".", "src/", "/etc/passwd", "\\\\server\\share\\a", "C:\\a.ts", "c:a.ts", "file:///a", "~/.bashrc", "../a.ts",
    "src/../../a.ts", "src\\..\\..\\a.ts", "a.ts\0.png", "a\u202Est.exe", "a\nb", "a.ts:stream", "..", "src/.. /a", "src/a.ts.",
    "x".repeat(401),
  ]; // prettier-ignore
  for (const path of refused)
    it(`is refused: ${JSON.stringify(path.slice(0, 40))}`, () => {
      assert.equal(relativePath(path), null);
    });

  it("never leads upwards, whatever it is made of", () => {
    const parts = fc.array(fc.constantFrom("..", ".", "a", "/", "\\", " ", "~", "C:", "\0"), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (all) => {
        const names = relativePath(all.join("")) ?? [];
        assert.ok(names.every((name) => name.trim() !== "" && !/^\.+$|[\\/:\0]/u.test(name)));
      }),
    );
  });
});
