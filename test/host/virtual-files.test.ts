import assert from "node:assert/strict";
import {
  commands,
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
} from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { readLocally, writeLocally } from "../../src/host/local-file.ts";
import { until } from "../support/vscode/in-host.ts";

const SCHEME = "memory-of-test";

/** Files that are not on a disk, such as those of a repository that is viewed remotely. */
class MemoryFiles implements FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  watch = (): Disposable => new Disposable(() => undefined);
  readDirectory = (): [string, FileType][] => [];
  createDirectory = (): void => undefined;
  delete = (uri: Uri): void => void this.files.delete(uri.path);
  rename = (): void => undefined;

  stat(uri: Uri) {
    return { type: FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readFile(uri: Uri): Uint8Array {
    const found = this.files.get(uri.path);
    if (found === undefined) throw FileSystemError.FileNotFound(uri);
    return found;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
  }
}

describe("files that are on no disk", () => {
  const at = (name: string): Uri => Uri.from({ scheme: SCHEME, path: `/${name}` });
  let registered: Disposable;

  before(async () => {
    registered = workspace.registerFileSystemProvider(SCHEME, new MemoryFiles(), { isCaseSensitive: true });
    await commands.executeCommand("smcs.useDemoModels");
    await commands.executeCommand("smcs.newChat");
  });

  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    registered.dispose();
  });

  it("go with a question", async () => {
    await workspace.fs.writeFile(at("basket.ts"), Buffer.from("export const total = 1;\n"));
    await commands.executeCommand("smcs.attachFiles", at("basket.ts"), [at("basket.ts")]);
    const run = await commands.executeCommand<RunRecord>("smcs.ask", "How does recursion work?");
    assert.deepEqual(run.asked.context, [{ label: "basket.ts", text: "export const total = 1;\n" }]);
  });

  it("take the code of a reply, by way of a diff", async () => {
    await workspace.fs.writeFile(at("notes.txt"), Buffer.from("one\n"));
    const editor = await window.showTextDocument(await workspace.openTextDocument(at("notes.txt")));
    await commands.executeCommand("smcs.code.apply", { code: "two", info: "" });
    const input = await until("a diff", () => {
      const shown = window.tabGroups.activeTabGroup.activeTab?.input;
      return shown instanceof TabInputTextDiff && shown;
    });
    await commands.executeCommand("smcs.code.accept", input.modified);
    assert.match(editor.document.getText(), /two/);
    await until("the file is saved", () => editor.document.save());
    assert.match(Buffer.from(await workspace.fs.readFile(at("notes.txt"))).toString(), /two/);
  });

  it("are imported and exported by way of a copy that goes afterwards", async () => {
    const { readFile, stat, writeFile } = await import("node:fs/promises");
    let copy = "";
    const text = await readLocally(at("notes.txt"), async (file) => {
      copy = file;
      return readFile(file, "utf8");
    });
    assert.match(text, /two/);
    await assert.rejects(stat(copy), { code: "ENOENT" });
    await writeLocally(at("bank.jsonl"), (file) => writeFile(file, "{}\n"));
    assert.equal(Buffer.from(await workspace.fs.readFile(at("bank.jsonl"))).toString(), "{}\n");
  });
});
