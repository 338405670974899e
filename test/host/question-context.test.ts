import assert from "node:assert/strict";
import { mock } from "node:test";
import {
  commands,
  DiagnosticSeverity,
  Diagnostic,
  languages,
  Position,
  type QuickPickItem,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { RunRecord } from "../../src/core/run-record.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendError, streamAll } from "../support/http/sse.ts";
import { configure } from "../support/vscode/in-host.ts";

/** What went along with a question. */
async function contextOf(question: string): Promise<readonly (readonly [label: string, text: string])[]> {
  const run = await commands.executeCommand<RunRecord>("smcs.ask", question);
  return run.asked.context.map(({ label, text }) => [label, text]);
}

describe("what goes with a question", () => {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const at = (name: string): Uri => Uri.joinPath(folder ?? Uri.file("/"), name);
  const put = async (name: string, bytes: string | Uint8Array): Promise<Uri> => {
    await workspace.fs.writeFile(at(name), typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    return at(name);
  };

  let server: LocalServer;

  before(async () => {
    server = await localServer(({ path }, response) => {
      if (path === "/v1/chat/completions") streamAll(response, [{ content: "It is fine.", finish: "stop" }]);
      else sendError(response, 404, "no such path");
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: `${server.url}/v1`, models: ["alpha", "beta", "gamma"] };
    await configure("endpoints", [endpoint]);
    await commands.executeCommand("smcs.newChat");
  });

  after(async () => {
    await configure("endpoints", undefined);
    await server.close();
  });

  it("is read when the question is asked, as the editor has it, and goes along once", async () => {
    const file = await put("src/app.ts", "old\n");
    await commands.executeCommand("smcs.attachFiles", file, [file, await put("readme.md", "# Read\n")]);
    const document = await workspace.openTextDocument(file);
    const edit = new WorkspaceEdit();
    edit.replace(file, new Range(0, 0, 0, 3), "new");
    await workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    assert.deepEqual(await contextOf("What does it do?"), [
      ["src/app.ts", "new\n"],
      ["readme.md", "# Read\n"],
    ]);
    assert.deepEqual(await contextOf("And now?"), []);
    await document.save();
  });

  it("goes along with the question that it was attached to, not with one that comes before that is on its way", async () => {
    await commands.executeCommand("smcs.attachFiles", await put("notes.md", "# Notes\n"));
    assert.deepEqual(await Promise.all(["What is it?", "And then?"].map(contextOf)), [[["notes.md", "# Notes\n"]], []]);
  });

  it("is the same selection after the file has changed before and inside it", async () => {
    const file = await put("lines.ts", "one\ntwo\nthree\nfour\n");
    const editor = await window.showTextDocument(await workspace.openTextDocument(file));
    editor.selection = new Selection(new Position(1, 0), new Position(3, 0));
    await commands.executeCommand("smcs.askAboutSelection");
    await editor.edit((edit) => {
      edit.insert(new Position(0, 0), "zero\n");
      edit.insert(new Position(1, 1), "!");
    });
    assert.deepEqual(await contextOf("Why?"), [["lines.ts:3-4", "t!wo\nthree\n"]]);
  });

  it("is not what is binary or too large", async () => {
    const binary = await put("logo.png", new Uint8Array([0x89, 0x50, 0, 1, 2]));
    const large = await put("dump.sql", "x".repeat(1024 * 1024 + 1));
    const good = await put("good.ts", "good");
    await commands.executeCommand("smcs.attachFiles", binary, [binary, large, good, folder]);
    assert.deepEqual(await contextOf("What now?"), [["good.ts", "good"]]);
  });

  it("may be the problems of a file, with its lines", async () => {
    const file = await put("broken.ini", "const a = 1;\nconst b = c;\n");
    await window.showTextDocument(await workspace.openTextDocument(file));
    const found = languages.createDiagnosticCollection("test");
    const diagnostic = new Diagnostic(new Range(1, 10, 1, 11), "Cannot find name 'c'.", DiagnosticSeverity.Error);
    diagnostic.source = "ts";
    diagnostic.code = 2304;
    found.set(file, [diagnostic]);
    const choose = async (items: Promise<readonly QuickPickItem[]> | readonly QuickPickItem[]) =>
      (await items).find((item) => /problems/i.test(item.label));
    const chosen = mock.method(window, "showQuickPick", choose as unknown as typeof window.showQuickPick);
    await commands.executeCommand("smcs.addContext");
    chosen.mock.restore();
    const [[label, text] = []] = await contextOf("What is wrong?");
    found.dispose();
    assert.equal(label, "Problems in broken.ini");
    assert.equal(text, "Line 2: error ts(2304): Cannot find name 'c'.\n2 | const b = c;");
  });
});
