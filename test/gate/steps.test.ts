import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { keptForLater } from "../support/processes/start-process.ts";
import { checksBefore, chooseChecks, chooseFiles, isDeep, isOnlyDeep } from "./steps.ts";

/** Returns the files of the chosen steps. */
const filesOf = (...named: readonly string[]): string[] => chooseFiles(named).flatMap(([, files]) => files);

describe("the steps of the gate", () => {
  it("have every test file of the repository, once, whatever its name looks like", () => {
    const generated = ["node_modules", "dist", "out", ".vscode-test", "test-results"];
    const all = globSync("**/*{.test,.tests,.spec,_test}.{js,mjs,cjs,ts,tsx,mts,cts}", {
      exclude: (name) => generated.includes(name),
    });
    const here = all.map((file) => file.replaceAll("\\", "/")).toSorted();
    assert.deepEqual(filesOf("test", "src", "media").toSorted(), here);
    assert.deepEqual(
      filesOf().toSorted(),
      here.filter((file) => !isOnlyDeep(file)),
    );
  });

  it("have few files that only the deep run takes, and a name takes them in any run", () => {
    const onlyDeep = filesOf("test", "src", "media").filter(isOnlyDeep);
    assert.deepEqual(onlyDeep, ["test/browser/deep/language.test.ts", "test/browser/deep/pictures.test.ts"]);
    assert.ok(onlyDeep.every((file) => isDeep(file) && filesOf(file).length === 1));
  });

  it("are checks, too, which come before a room of the same name", () => {
    const names = (...named: readonly string[]): string[] => chooseChecks(named).chosen.map(({ name }) => name);
    assert.deepEqual(names("lint", "types"), ["lint", "types"]);
    assert.deepEqual(names("packaging"), ["build", "packaging"]);
    assert.deepEqual(chooseChecks(["lint", "chat"]).rest, ["chat"]);
  });

  it("that need no dist/ are those that CONTRIBUTING.md names", () => {
    const unbuilt = chooseFiles([]).filter(([step]) => checksBefore([step]).every(({ name }) => name !== "build"));
    const [, named = ""] =
      /Without `dist\/` these steps run: (.*?);/.exec(readFileSync("CONTRIBUTING.md", "utf8")) ?? [];
    assert.deepEqual(
      named.match(/\w+/g),
      unbuilt.map(([{ name }]) => name),
    );
  });

  it("write their caches to no folder that a build removes, because some of them run beside it", () => {
    for (const folder of Object.values(keptForLater)) {
      const [first = ""] = path.relative(process.cwd(), folder).split(path.sep);
      assert.ok(!["dist", "out"].includes(first), folder);
    }
  });

  it("can be narrowed to a room, a folder, a file or a step", () => {
    const chat = filesOf("chat");
    assert.ok(chat.length > 10);
    assert.ok(chat.every((file) => file.includes("/chat/") || /\/chat[-.]/.test(file)));
    assert.deepEqual(filesOf("./test/gate/steps.test.ts"), ["test/gate/steps.test.ts"]);
    assert.ok(filesOf("media/panel/").every((file) => file.startsWith("media/panel/")));
    assert.ok(filesOf("sandbox").includes("test/sandbox/escapes.test.ts"));
    assert.ok(filesOf("unit").every((file) => /^(?:src|media)\//.test(file)));
    for (const wrong of [["no such room"], ["unit", "clii"]])
      assert.throws(() => chooseFiles(wrong), /No test belongs to (?:no such room|clii)/);
  });

  it("know which files take more in the deep run, wherever they lie", () => {
    const files = filesOf();
    const deep = files.filter(isDeep);
    for (const folder of ["src/", "media/", "test/bank/", "test/sandbox/", "test/browser/"])
      assert.ok(
        deep.some((file) => file.startsWith(folder)),
        folder,
      );
    assert.ok(deep.length < files.length / 2);
  });

  it("bring the checks along that they come after, and no others", () => {
    const names = (...named: readonly string[]): string[] =>
      checksBefore(chooseFiles(named).map(([step]) => step)).map(({ name }) => name);
    const forWindows = ["python", "browser", "postgres", "code-server", "build", "packaging"];
    assert.deepEqual(names("test/browser/trust.test.ts"), forWindows);
    assert.deepEqual(names("test/sandbox/escapes.test.ts"), ["python", "build"]);
    assert.deepEqual(names("unit"), []);
  });
});
