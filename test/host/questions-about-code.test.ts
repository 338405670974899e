import assert from "node:assert/strict";
import { mock } from "node:test";
import {
  type CodeAction,
  CodeActionKind,
  commands,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  type Disposable,
  DocumentSymbol,
  EventEmitter,
  languages,
  Location,
  Position,
  Range,
  Selection,
  SymbolKind,
  type TestItem,
  TestMessage,
  TestMessageStackFrame,
  tests,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendError, streamAll } from "../support/http/sse.ts";
import { configure, until } from "../support/vscode/in-host.ts";

const BASKET = "def total\n  1\nend\n\ndef half\n  2\nend\n";
let made = 0;

async function open(text = BASKET): Promise<TextEditor> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/");
  const file = Uri.joinPath(folder, `about-${++made}.txt`);
  await workspace.fs.writeFile(file, Buffer.from(text));
  return window.showTextDocument(await workspace.openTextDocument(file));
}

/** Returns the question and its attachments. */
async function asked(
  command: string,
  ...given: readonly unknown[]
): Promise<readonly [string, Record<string, string>]> {
  const run = await commands.executeCommand<RunRecord | undefined>(command, ...given);
  assert.ok(run, `${command} asked nothing`);
  return [run.question, Object.fromEntries(run.asked.context.map(({ label, text }) => [label, text]))];
}

function nameOf({ document }: TextEditor): string {
  return workspace.asRelativePath(document.uri);
}

describe("questions about code at a click", () => {
  let server: LocalServer;
  let symbols: Disposable;
  let found: DiagnosticCollection;

  before(async () => {
    server = await localServer(({ path }, response) => {
      if (path === "/v1/chat/completions") streamAll(response, [{ content: "It is fine.", finish: "stop" }]);
      else sendError(response, 404, "no such path");
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: `${server.url}/v1`, models: ["alpha", "beta", "gamma"] };
    await configure("endpoints", [endpoint]);
    await commands.executeCommand("smcs.newChat");
    found = languages.createDiagnosticCollection("about");
    symbols = languages.registerDocumentSymbolProvider(
      { pattern: "**/about-*.txt" },
      {
        provideDocumentSymbols: (document) =>
          [...document.getText().matchAll(/def (\w+)[^]*?end/g)].map(({ 0: text, 1: name = "", index }) => {
            const range = new Range(document.positionAt(index), document.positionAt(index + text.length));
            return new DocumentSymbol(name, "", SymbolKind.Function, range, range);
          }),
      },
    );
  });

  after(async () => {
    symbols.dispose();
    found.dispose();
    await configure("endpoints", undefined);
    await server.close();
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("are asked about what is selected, in words that the chat can show", async () => {
    const editor = await open();
    editor.selection = new Selection(1, 0, 2, 0);
    const questions = new Map([
      ["smcs.explain", "Explain this code"],
      ["smcs.fix", "Fix this code"],
      ["smcs.writeTests", "Write tests for this code"],
      ["smcs.document", "Document this code"],
      ["smcs.review", "Review this code"],
    ]);
    for (const [command, question] of questions)
      assert.deepEqual(await asked(command), [question, { [`${nameOf(editor)}:2-2`]: "  1\n" }]);
  });

  it("are about the function that the cursor is in where nothing is selected, and say so", async () => {
    const editor = await open();
    editor.selection = new Selection(5, 1, 5, 1);
    const label = `half at ${nameOf(editor)}:5-7`;
    assert.deepEqual(await asked("smcs.explain"), ["Explain this code", { [label]: "def half\n  2\nend" }]);
  });

  it("are about what is visible where there is no function, and about nothing where there is no code", async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`);
    const editor = await open(lines.join("\n"));
    editor.selection = new Selection(300, 0, 300, 0);
    editor.revealRange(new Range(300, 0, 300, 0));
    await until("the line is in view", () => editor.visibleRanges.some(({ start }) => start.line > 100));
    const [, context] = await asked("smcs.explain");
    const label = Object.keys(context).join();
    const text = context[label] ?? "";
    assert.match(label, /^Visible part of about-\d+\.txt:\d+-\d+$/);
    assert.ok(text.includes("line 301") && !text.includes("line 1\n"), text);
    const short = await open("one\ntwo\n");
    assert.deepEqual((await asked("smcs.explain"))[1], { [nameOf(short)]: "one\ntwo\n" });
    await open("\n\n");
    const before = server.seen.length;
    assert.equal(await commands.executeCommand("smcs.explain"), undefined);
    assert.equal(server.seen.length, before);
  });

  it("leave what is attached to the user's own question where it is", async () => {
    const other = await open("other\n");
    await commands.executeCommand("smcs.attachFiles", other.document.uri);
    const editor = await open();
    editor.selection = new Selection(0, 0, 0, 3);
    assert.deepEqual(Object.keys((await asked("smcs.explain"))[1]), [`${nameOf(editor)}:1-1`]);
    assert.deepEqual(Object.keys((await asked("smcs.ask", "And this?"))[1]), [nameOf(other)]);
  });

  it("stay with their code in the question box when they cannot be asked", async () => {
    const editor = await open();
    editor.selection = new Selection(0, 0, 0, 3);
    await configure("tolerance", 2);
    assert.equal(await commands.executeCommand("smcs.explain"), undefined);
    await configure("tolerance", undefined);
    assert.deepEqual(Object.keys((await asked("smcs.ask", "Again"))[1]), [`${nameOf(editor)}:1-1`]);
  });

  describe("from the light bulb", () => {
    const actionsAt = (editor: TextEditor, range: Range): Thenable<readonly CodeAction[]> =>
      commands.executeCommand("vscode.executeCodeActionProvider", editor.document.uri, range);
    const ofOurs = async (editor: TextEditor, range: Range): Promise<readonly CodeAction[]> =>
      (await actionsAt(editor, range)).filter(({ title }) => title.endsWith("with SMCS"));
    const problem = (line: number, message: string, severity = DiagnosticSeverity.Error): Diagnostic =>
      new Diagnostic(new Range(line, 2, line, 3), message, severity);

    it("are few, and never the preferred ones", async () => {
      const editor = await open();
      editor.selection = new Selection(1, 0, 2, 0);
      const actions = await ofOurs(editor, editor.selection);
      assert.deepEqual(
        actions.map(({ title }) => title),
        ["Explain with SMCS", "Write Tests with SMCS", "Review with SMCS"],
      );
      for (const { kind, isPreferred } of actions)
        assert.deepEqual([kind?.value, isPreferred === true], ["smcs", false]);
      assert.deepEqual(await ofOurs(editor, new Selection(1, 0, 1, 0)), []);
      assert.deepEqual(await ofOurs(editor, new Selection(1, 0, 1, 2)), [], "nothing but white space");
    });

    it("fix a problem, with its message and the code around it", async () => {
      const editor = await open();
      found.set(editor.document.uri, [problem(1, "This is no sum."), problem(5, "Unused.", DiagnosticSeverity.Hint)]);
      const [action, ...others] = await ofOurs(editor, new Range(1, 2, 1, 3));
      assert.deepEqual([action?.title, others.length], ["Fix with SMCS", 0]);
      assert.ok(action?.command);
      assert.ok(action.kind !== undefined && CodeActionKind.QuickFix.contains(action.kind));
      const name = nameOf(editor);
      assert.deepEqual(await asked(action.command.command, ...((action.command.arguments ?? []) as unknown[])), [
        "Fix this problem: This is no sum.",
        {
          [`Problem in ${name}:2`]: "Line 2: error: This is no sum.\n2 |   1",
          [`total at ${name}:1-3`]: "def total\n  1\nend",
        },
      ]);
      assert.deepEqual(await ofOurs(editor, new Range(5, 2, 5, 3)), [], "a hint is no fault");
    });

    it("are joined by the problems of the code that is to be fixed", async () => {
      const editor = await open();
      const name = nameOf(editor);
      editor.selection = new Selection(5, 0, 5, 0);
      found.set(editor.document.uri, [problem(1, "Elsewhere."), problem(5, "Here.")]);
      const [question, context] = await asked("smcs.fix");
      assert.equal(question, "Fix this code");
      assert.deepEqual(Object.keys(context), [`half at ${name}:5-7`, `Problem in ${name}:6`]);
    });
  });

  describe("from the command palette", () => {
    it("begin in the panel's question box, with what is selected", async () => {
      const editor = await open();
      editor.selection = new Selection(0, 4, 0, 9);
      const box = mock.method(window, "showInputBox", () => Promise.resolve("asked in a box"));
      try {
        assert.equal(await commands.executeCommand("smcs.ask"), undefined);
        assert.equal(box.mock.callCount(), 0);
      } finally {
        box.mock.restore();
      }
      assert.deepEqual(await asked("smcs.ask", "What?"), ["What?", { [`${nameOf(editor)}:1-1`]: "total" }]);
    });

    it("are asked for in a line where the panel cannot be shown", async () => {
      const editor = await open();
      editor.selection = new Selection(0, 4, 0, 9);
      const run = commands.executeCommand.bind(commands);
      const refusing = (command: string, ...given: unknown[]): Thenable<unknown> =>
        command === "smcs.chat.focus" ? Promise.reject(new Error("no such view")) : run(command, ...given);
      const panel = mock.method(commands, "executeCommand", refusing as typeof commands.executeCommand);
      const answers = [undefined, "Why?"];
      const box = mock.method(window, "showInputBox", () => Promise.resolve(answers.shift()));
      try {
        assert.equal(await run("smcs.ask"), undefined);
        assert.deepEqual(await asked("smcs.ask"), ["Why?", { [`${nameOf(editor)}:1-1`]: "total" }]);
        assert.equal(box.mock.callCount(), 2);
      } finally {
        box.mock.restore();
        panel.mock.restore();
      }
    });
  });

  it("explain what is selected in the terminal", async () => {
    const written = new EventEmitter<string>();
    const opened = new Promise<void>((resolve) => {
      const show = (): void => {
        resolve();
      };
      const pty = { onDidWrite: written.event, open: show, close: () => undefined };
      window.createTerminal({ name: "build", pty }).show();
    });
    await opened;
    written.fire("error TS2304: Cannot find name 'x'.\r\n");
    const run = await until("the text in the terminal", async () => {
      await commands.executeCommand("workbench.action.terminal.selectAll");
      return commands.executeCommand<RunRecord | undefined>("smcs.explainTerminal");
    });
    assert.equal(run.question, "Explain this terminal output");
    assert.deepEqual(
      run.asked.context.map(({ label }) => label),
      ["Terminal build"],
    );
    assert.match(run.asked.context[0]?.text ?? "", /error TS2304: Cannot find name 'x'\./);
    window.activeTerminal?.dispose();
  });

  it("explain a failed test by its message and its code", async () => {
    const editor = await open();
    const { uri } = editor.document;
    const controller = tests.createTestController("about", "About");
    const suite = controller.createTestItem("suite", "baskets", uri);
    const test: TestItem = controller.createTestItem("test", "cost what they hold", uri);
    controller.items.add(suite);
    suite.children.add(test);
    const message = TestMessage.diff("\u001b[31mexpected 2\u001b[39m", "2", "1");
    message.stackTrace = [new TestMessageStackFrame("half()", uri, new Position(5, 0))];
    message.location = new Location(uri, new Range(5, 0, 5, 1));
    const name = nameOf(editor);
    assert.deepEqual(await asked("smcs.explainTestFailure", { test, message }), [
      "Explain why this test fails",
      {
        "Failure of cost what they hold": `Test: baskets > cost what they hold\nAt: ${name}:6\nexpected 2\nExpected:\n2\nActual:\n1\nat half() (${name}:6)`,
        [`half at ${name}:5-7`]: "def half\n  2\nend",
      },
    ]);
    controller.dispose();
    assert.equal(await commands.executeCommand("smcs.explainTestFailure"), undefined);
  });
});
