import assert from "node:assert/strict";
import { mock } from "node:test";
import {
  commands,
  type Disposable,
  DocumentSymbol,
  EndOfLine,
  languages,
  Position,
  Range,
  Selection,
  SymbolKind,
  TabInputTextDiff,
  type TextDocument,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { CodeDocuments } from "../../src/host/code/code-documents.ts";
import { compareCode } from "../../src/host/code/compare-code.ts";
import { until } from "../support/vscode/in-host.ts";

const NOTES = "def one\n  1\nend\n\ndef two\n  2\nend\n";
let made = 0;

function place(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, name);
}

/** Opens a new file of the workspace with the cursor in it. */
async function open(text = NOTES, line = 0, character = 0): Promise<TextEditor> {
  const file = place(`notes-${++made}.txt`);
  await workspace.fs.writeFile(file, Buffer.from(text));
  const editor = await window.showTextDocument(await workspace.openTextDocument(file));
  editor.selection = new Selection(line, character, line, character);
  return editor;
}

function shownDiff(): TabInputTextDiff | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputTextDiff ? input : undefined;
}

/** Applies code. Resolves with the proposal that is shown. */
async function proposed(code: string, info = ""): Promise<TextDocument> {
  await commands.executeCommand("smcs.code.apply", { code, info });
  const { modified } = await until("a diff", shownDiff);
  assert.equal(modified.scheme, "smcs-proposal");
  return workspace.openTextDocument(modified);
}

/** Closes all editors; saved files close without a question. */
async function closeAll(): Promise<void> {
  await workspace.saveAll();
  await commands.executeCommand("workbench.action.closeAllEditors");
}

async function undo(document: TextDocument): Promise<void> {
  await window.showTextDocument(document);
  await commands.executeCommand("undo");
}

/** Inserts code. Resolves with the message about it and a function that answers the message. */
async function inserted(code: string): Promise<{ message: string; answer: (button: string | undefined) => void }> {
  let answer: (button: string | undefined) => void = () => undefined;
  const answered = new Promise<string | undefined>((resolve) => (answer = resolve));
  const shown = mock.method(window, "showInformationMessage", () => answered);
  try {
    await commands.executeCommand("smcs.code.insert", { code, info: "" });
    const [message, ...buttons]: readonly unknown[] = shown.mock.calls[0]?.arguments ?? [];
    assert.deepEqual(buttons, ["Undo"]);
    return { message: String(message), answer };
  } finally {
    shown.mock.restore();
  }
}

/** Returns the warnings that are shown to the user during the work, and closes them. */
async function warnings(work: () => Thenable<unknown>): Promise<readonly string[]> {
  const shown = mock.method(window, "showWarningMessage", () => Promise.resolve(undefined));
  try {
    await work();
    return shown.mock.calls.map(({ arguments: [message] }) => String(message));
  } finally {
    shown.mock.restore();
  }
}

describe("code of replies in the editor", () => {
  let symbols: Disposable;

  before(() => {
    symbols = languages.registerDocumentSymbolProvider(
      { pattern: "**/notes-*.txt" },
      {
        provideDocumentSymbols: (document) =>
          [...document.getText().matchAll(/def (\w+)[^]*?end/g)].map(({ 0: text, 1: name = "", index }) => {
            const range = new Range(document.positionAt(index), document.positionAt(index + text.length));
            const start = document.positionAt(index + 4);
            return new DocumentSymbol(name, "", SymbolKind.Function, range, new Range(start, start));
          }),
      },
    );
  });

  after(async () => {
    symbols.dispose();
    await closeAll();
    await commands.executeCommand("notifications.clearAll");
  });

  it("goes to the cursor in the indentation of its line, and is undone in one step", async () => {
    const { document } = await open(NOTES, 1, 2);
    await commands.executeCommand("smcs.code.insert", { code: "if a\n  b\nend", info: "" });
    const inserted = "def one\n  if a\n    b\n  end\n  1\nend\n\ndef two\n  2\nend\n";
    assert.equal(document.getText().replaceAll("    ", "\t"), inserted.replaceAll("    ", "\t"));
    await undo(document);
    assert.equal(document.getText(), NOTES);
  });

  it("is taken back by the button of the message that says where it went", async () => {
    const { document } = await open(NOTES, 4, 7);
    const { message, answer } = await inserted("  3");
    assert.equal(document.getText(), NOTES.replace("two\n", "two\n3\n"));
    assert.equal(message, `The code is inserted in ${workspace.asRelativePath(document.uri)}, at line 6.`);
    await commands.executeCommand("workbench.action.focusSideBar");
    answer("Undo");
    await until("the text before it", () => document.getText() === NOTES && !document.isDirty);
  });

  it("is not taken back from a file that was changed since, and the user is told why", async () => {
    const editor = await open(NOTES, 4, 7);
    const { answer } = await inserted("3");
    await editor.edit((edit) => {
      edit.insert(new Position(0, 0), "# ");
    });
    const text = editor.document.getText();
    const shown = mock.method(window, "showWarningMessage", () => Promise.resolve(undefined));
    try {
      answer("Undo");
      await until("a warning", () => shown.mock.callCount() > 0);
      assert.match(String(shown.mock.calls[0]?.arguments[0]), /has changed since the code was inserted/);
      assert.equal(editor.document.getText(), text);
    } finally {
      shown.mock.restore();
    }
  });

  it("is inserted at several cursors at once, and taken back as one", async () => {
    const editor = await open();
    editor.selections = [new Selection(5, 3, 5, 3), new Selection(1, 3, 1, 3)];
    const { message, answer } = await inserted("3");
    assert.equal(editor.document.getText(), NOTES.replace("1\n", "1\n  3\n").replace("2\n", "2\n  3\n"));
    assert.match(message, /at 2 places from line 3 on/);
    answer("Undo");
    await until("the text before it", () => editor.document.getText() === NOTES);
  });

  it("is shown before it is inserted over what is selected, at all cursors", async () => {
    const editor = await open(NOTES.replaceAll("\n", "\r\n"));
    editor.selections = [new Selection(5, 2, 5, 3), new Selection(0, 7, 0, 7)];
    await commands.executeCommand("smcs.code.insert", { code: "3", info: "" });
    const { modified } = await until("a diff", shownDiff);
    const proposal = await workspace.openTextDocument(modified);
    const expected = NOTES.replace("one\n", "one\n3\n").replace("2", "3").replaceAll("\n", "\r\n");
    assert.equal(editor.document.getText(), NOTES.replaceAll("\n", "\r\n"), "nothing was changed yet");
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(editor.document.getText(), expected);
  });

  it("is shown before it is inserted into a file that is out of sight", async () => {
    const editor = await open(NOTES, 1, 2);
    const { document } = editor;
    const before = window.createWebviewPanel("test", "In front of it", ViewColumn.Active);
    await until("the file is hidden", () => !window.visibleTextEditors.includes(editor));
    await commands.executeCommand("smcs.code.insert", { code: "3", info: "" });
    const { modified } = await until("a diff", shownDiff);
    assert.equal(document.getText(), NOTES, "nothing was changed yet");
    await commands.executeCommand("smcs.code.accept", modified);
    assert.equal(document.getText(), NOTES.replace("  1", "  3\n  1"));
    before.dispose();
  });

  it("begins a new line where it is applied at the end of a finished one", async () => {
    const { document } = await open(NOTES, 1, 3);
    const proposal = await proposed("3");
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(document.getText(), NOTES.replace("  1\n", "  1\n  3\n"));
  });

  it("is shown before it takes the place of the selection, and is undone in one step", async () => {
    const editor = await open();
    editor.selection = new Selection(1, 0, 2, 0);
    const proposal = await proposed("3\n");
    const expected = NOTES.replace("1", "3");
    assert.equal(proposal.getText(), expected);
    assert.equal(editor.document.getText(), NOTES, "nothing was changed yet");
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(editor.document.getText(), expected);
    assert.equal(editor.document.isDirty, true, "saving is the user's");
    await until("the file instead of the diff", () => window.activeTextEditor?.document === editor.document);
    await undo(editor.document);
    assert.equal(editor.document.getText(), NOTES);
  });

  it("takes the place of the function that it defines again", async () => {
    const { document } = await open();
    const proposal = await proposed("def two\n  22\nend");
    assert.equal(proposal.getText(), NOTES.replace("  2\n", "  22\n"));
    assert.equal(proposal.languageId, document.languageId);
    await commands.executeCommand("smcs.code.reject", proposal.uri);
    await until("no diff", () => shownDiff() === undefined);
    assert.equal(document.getText(), NOTES);
  });

  it("takes the place of a constant with the words before it, as the editor's own TypeScript knows it", async () => {
    const file = place(`basket-${++made}.ts`);
    const text =
      "/** A half. */\nexport const half = (a: number) => a / 2;\n\nexport function total() {\n  return half(4);\n}\n";
    await workspace.fs.writeFile(file, Buffer.from(text));
    const { document } = await window.showTextDocument(await workspace.openTextDocument(file));
    const known = async (): Promise<number> => {
      const found = await commands.executeCommand<readonly unknown[]>("vscode.executeDocumentSymbolProvider", file);
      return found.length;
    };
    await until("the editor knows both", async () => (await known()) >= 2);
    const proposal = await proposed("export const half = (a: number) => a >> 1;", "ts");
    assert.equal(proposal.getText(), text.replace("a / 2", "a >> 1"));
    await commands.executeCommand("smcs.code.reject", proposal.uri);
    assert.equal(document.getText(), text);
  });

  it("is inserted nowhere while no file is open", async () => {
    await closeAll();
    const warned = await warnings(() => commands.executeCommand("smcs.code.insert", { code: "1", info: "" }));
    assert.equal(warned.length, 1);
    assert.equal(window.activeTextEditor, undefined);
  });

  it("takes the place of the whole file that its fence names, in the file's line ends", async () => {
    const { document } = await open("one\r\ntwo\r\n");
    assert.equal(document.eol, EndOfLine.CRLF);
    const proposal = await proposed("a\nb", `text ${workspace.asRelativePath(document.uri)}`);
    // Without an argument, the command takes the proposal in the active editor.
    await commands.executeCommand("smcs.code.accept");
    assert.equal(document.getText(), "a\r\nb\r\n");
    assert.equal(proposal.uri.scheme, "smcs-proposal");
  });

  it("is not applied to a file that has changed since, but proposed for what is there now", async () => {
    const { document } = await open();
    const proposal = await proposed("def two\n  22\nend");
    const editor = await window.showTextDocument(document);
    await editor.edit((change) => {
      change.insert(new Position(0, 0), "# new\n");
    });
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(document.getText(), `# new\n${NOTES}`);
    const expected = `# new\n${NOTES.replace("  2\n", "  22\n")}`;
    await until("the proposal for the new text", () => proposal.getText() === expected);
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(document.getText(), expected);
  });

  it("is rejected by closing the diff", async () => {
    const { document } = await open();
    const proposal = await proposed("def two\n  22\nend");
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await until("no diff", () => shownDiff() === undefined);
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(document.getText(), NOTES);
  });

  it("is proposed for files that were never saved too, hostile text as it is", async () => {
    const document = await workspace.openTextDocument({ content: "old", language: "plaintext" });
    const editor = await window.showTextDocument(document);
    editor.selection = new Selection(0, 0, 0, 3);
    const code = "a\u202Eb\0c $(whoami) ${env:HOME}";
    const proposal = await proposed(code);
    await commands.executeCommand("smcs.code.accept", proposal.uri);
    assert.equal(document.getText(), code);
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("becomes a new file in its language, with the name of its fence, and nothing is on the disk", async () => {
    await commands.executeCommand("smcs.code.newFile", { code: "print(1)", info: "py" });
    const untitled = window.activeTextEditor?.document;
    assert.deepEqual([untitled?.isUntitled, untitled?.languageId], [true, "python"]);
    await until("the code in it", () => untitled?.getText() === "print(1)");
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    const name = `src/new-${++made}.py`;
    await commands.executeCommand("smcs.code.newFile", { code: "print(2)", info: `python ${name}` });
    const named = window.activeTextEditor?.document;
    assert.deepEqual([named?.isUntitled, named?.uri.path], [true, place(name).path]);
    assert.equal(named?.getText(), "print(2)\n");
    await assert.rejects(Promise.resolve(workspace.fs.stat(place(name))));
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("gets no name outside of the workspace", async () => {
    for (const path of ["../outside.py", "/tmp/outside.py", "~/outside.py", "C:\\outside.py"]) {
      await commands.executeCommand("smcs.code.newFile", { code: "1", info: `python ${path}` });
      const document = await until("a file without a name", () => window.activeTextEditor?.document);
      assert.ok(document.isUntitled && !document.uri.path.includes("outside"), document.uri.toString());
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });

  it("never writes over a file that is there", async () => {
    const { document } = await open();
    const path = workspace.asRelativePath(document.uri);
    const warned = await warnings(() =>
      commands.executeCommand("smcs.code.newFile", { code: "1", info: `text ${path}` }),
    );
    assert.match(warned.join(), /exists already/);
    assert.equal(document.getText(), NOTES);
    assert.equal(window.activeTextEditor?.document, document);
  });

  it("of two candidates is compared block by block", async () => {
    const documents = new CodeDocuments("smcs-test");
    const fence = (code: string): string => `Text\n\n\`\`\`py\n${code}\n\`\`\`\n`;
    const candidates = [
      { subset: 0, repairs: null, text: fence("print(1)") },
      { subset: 2, repairs: null, text: fence("print(3)") },
      { subset: 3, repairs: null, text: fence("a = 4") + fence("b = 5") },
    ];
    const run = { candidates } as unknown as RunRecord;
    await compareCode(run, [2, 0], documents);
    const { original, modified } = await until("a diff", shownDiff);
    assert.equal(window.tabGroups.activeTabGroup.activeTab?.label, "SMCS: Answer 3 ↔ Answer 1");
    const [left, right] = await Promise.all([original, modified].map((uri) => workspace.openTextDocument(uri)));
    assert.deepEqual([left?.getText(), right?.getText()], ["print(3)\n", "print(1)\n"]);
    assert.deepEqual([left?.languageId, right?.languageId], ["python", "python"]);
    await compareCode(run, [0, 3], documents);
    await until("both pairs in one editor", () =>
      window.tabGroups.activeTabGroup.activeTab?.label.includes("Answer 1 ↔ Answer 4"),
    );
    await closeAll();
    documents.dispose();
  });
});
