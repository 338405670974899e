import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { parseSettings } from "../../core/settings/index.ts";

const vscode = await import("vscode");
const { testsFor } = await import("./workspace-tests.ts");

const TEST = 'from slug import slugify\n\ndef test_it():\n    assert slugify("A b") == "a-b"\n';
const sandboxFolders = { dist: "", snapshots: "" };

describe("the tests of a workspace", () => {
  let folder: string;
  let read: string[] = [];
  const uriOf = (file: string) => Object.assign(vscode.Uri.file(file), { path: file.replaceAll(path.sep, "/") });
  const put = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smcs-tests-"));
    const root = { uri: uriOf(folder), name: "project", index: 0 };
    Object.assign(vscode.workspace, {
      isTrusted: true,
      textDocuments: [],
      getWorkspaceFolder: () => root,
      asRelativePath: ({ fsPath }: { fsPath: string }) => path.relative(folder, fsPath).replaceAll(path.sep, "/"),
      findFiles: ({ pattern }: { pattern: string }, excluded: string, most: number) =>
        Promise.resolve(
          globSync(pattern, { cwd: folder, exclude: excluded.slice(1, -1).split(",") })
            .slice(0, most)
            .map((name) => uriOf(path.join(folder, name))),
        ),
      fs: {
        stat: async ({ fsPath }: { fsPath: string }) => ({ type: 1, size: (await stat(fsPath)).size }),
        readFile: ({ fsPath }: { fsPath: string }) => {
          read.push(path.relative(folder, fsPath));
          return readFile(fsPath);
        },
      },
    });
    await put("src/slug.py", "def slugify(text):\n    return text\n");
    await put("tests/test_slug.py", TEST);
    await put("tests/test_slug_more.py", TEST.replace("from slug", "from other"));
    await put("hidden/test_slug.py", TEST);
    await put("test_other.py", TEST);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const found = async (text: string, settings = {}, context: { label: string; text: string }[] = []) => {
    read = [];
    const { editor } = await import("../../../test/support/vscode/scripted-editor.ts");
    editor.settings = { "files.exclude": { hidden: true } };
    const items = [{ uri: uriOf(path.join(folder, "src/slug.py")) }];
    const tests = await testsFor({ settings: parseSettings(settings), sandboxFolders }, items, { text, context });
    return tests.map(({ label }) => label);
  };

  it("are those that import the file in question, but for what the explorer hides", async () => {
    assert.deepEqual(await found("Fix slugify"), ["tests/test_slug.py"]);
  });

  it("are none for other questions, and none twice", async () => {
    assert.deepEqual(await found("Fix the build"), []);
    assert.deepEqual(await found("Fix slugify", {}, [{ label: "tests/test_slug.py", text: TEST }]), []);
  });

  it("are not even read when answers are chosen in the paper's way, and in a workspace that nobody trusts", async () => {
    assert.deepEqual([await found("Fix slugify", { "smcs.posterior": "paper" }), read], [[], []]);
    Object.assign(vscode.workspace, { isTrusted: false });
    assert.deepEqual([await found("Fix slugify"), read], [[], []]);
    Object.assign(vscode.workspace, { isTrusted: true });
  });

  it("are not those that a link takes from outside of the workspace", async () => {
    const outside = await mkdtemp(path.join(tmpdir(), "smcs-outside-"));
    await writeFile(path.join(outside, "x.py"), TEST);
    await symlink(path.join(outside, "x.py"), path.join(folder, "slug_test.py"));
    assert.deepEqual(await found("Fix slugify"), ["tests/test_slug.py"]);
    await rm(outside, { recursive: true });
  });

  it("are none when the search fails: the question is asked without them", async () => {
    const { findFiles } = vscode.workspace;
    Object.assign(vscode.workspace, { findFiles: () => Promise.reject(new Error("No search here.")) });
    assert.deepEqual(await found("Fix slugify"), []);
    Object.assign(vscode.workspace, { findFiles });
  });
});
