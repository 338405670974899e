import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fenceInfo, languageId, relativePath } from "./fence-info.ts";

describe("the line that opens a block of code", () => {
  const cases: [info: string, language: string | null, path: string | null][] = [
    ["", null, null],
    ["ts", "ts", null],
    [" c++ ", "c++", null],
    ["ts src/a.ts", "ts", "src/a.ts"],
    ["ts:src/a.ts", "ts", "src/a.ts"],
    ["ts:src/a.ts linenos", "ts", "src/a.ts"],
    ['ts title="my files/a.ts" {1,3}', "ts", "my files/a.ts"],
    ["python filename='a.py'", "python", "a.py"],
    ["js {path=lib/a.js}", "js", "lib/a.js"],
    ["src/a.ts", null, "src/a.ts"],
    ["package.json", null, "package.json"],
    ["12:40:src/a.ts", null, "src/a.ts"],
    ["python {1,3}", "python", null],
    ["js showLineNumbers=true", "js", null],
    ["diff --git", "diff", null],
    ["../../etc/passwd", null, "../../etc/passwd"],
  ];
  for (const [info, language, path] of cases)
    it(`is understood: ${JSON.stringify(info)}`, () => {
      assert.deepEqual(fenceInfo(info), { language, path });
    });

  it("is not looked through to its end when that is far", () => {
    assert.deepEqual(fenceInfo(`ts ${" ".repeat(1_000)}src/a.ts`), { language: "ts", path: null });
  });
});

const declared = [
  { id: "typescript", aliases: ["TypeScript", "ts"], extensions: [".ts", ".mts"] },
  { id: "cpp", aliases: ["C++", "Cpp"], extensions: [".cc"] },
  { id: "video", extensions: [".ts"] },
  { id: "python", extensions: [".py"] },
  { id: "bare" },
];

describe("the language that a model names", () => {
  it("is found by its id, then by its other names, then by a file's ending", () => {
    assert.equal(languageId("TypeScript", declared), "typescript");
    assert.equal(languageId("c++", declared), "cpp");
    assert.equal(languageId("py", declared), "python");
    assert.equal(languageId("ts", declared), "typescript");
    assert.equal(languageId("bare", declared), "bare");
  });

  it("is nothing where no extension declares it", () => {
    assert.equal(languageId("klingon", declared), null);
    assert.equal(languageId("", declared), null);
  });
});

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
