import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { mock } from "node:test";
import {
  commands,
  DiagnosticSeverity,
  Diagnostic,
  Disposable,
  DocumentSymbol,
  extensions,
  languages,
  Location,
  Position,
  type QuickPick,
  type QuickPickItem,
  Range,
  Selection,
  SymbolInformation,
  SymbolKind,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { RunRecord } from "../../src/core/record/index.ts";
import { type LocalServer, localServer } from "../support/http/local-server.ts";
import { sendError, streamAll } from "../support/http/sse.ts";
import { configure, until } from "../support/vscode/in-host.ts";

/** Returns the attachments of a question. */
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

  describe("put together from several places", () => {
    /** Chooses matching items in the lists that open, one after another. Returns the label of the attachment. */
    const add = async (...wanted: readonly RegExp[]): Promise<void> => {
      const left = [...wanted];
      const choose = async (items: Promise<readonly QuickPickItem[]> | readonly QuickPickItem[]) => {
        const [next] = left.splice(0, 1);
        const shown = await items;
        const found = shown.find(({ label, description = "" }) => next?.test(`${label} ${description}`));
        assert.ok(
          found ?? next === undefined,
          `${String(next)} is not in ${shown.map(({ label }) => label).join(", ")}`,
        );
        return found;
      };
      const chosen = mock.method(window, "showQuickPick", choose as unknown as typeof window.showQuickPick);
      try {
        await commands.executeCommand("smcs.addContext");
      } finally {
        chosen.mock.restore();
      }
    };

    before(async () => {
      await commands.executeCommand("workbench.action.closeAllEditors");
    });

    it("may be what has changed in a git repository: staged, not staged and new, without what is binary", async () => {
      const root = at("shop");
      const git = (...args: readonly string[]): void => {
        const who = ["-c", "user.name=Test", "-c", "user.email=test@localhost"];
        execFileSync("git", [...who, ...args], { cwd: root.fsPath, stdio: "pipe" });
      };
      const file = await put("shop/price.ts", "export const price = 1;\n");
      await put("shop/name.ts", "export const name = 1;\n");
      await put("shop/logo.png", new Uint8Array([0x89, 0x50, 0, 1, 2]));
      git("init", "--quiet");
      git("add", ".");
      git("commit", "--quiet", "--message", "All");
      const api = extensions.getExtension<{ getAPI(version: 1): { openRepository(root: Uri): Promise<unknown> } }>(
        "vscode.git",
      );
      await (await api?.activate())?.getAPI(1).openRepository(root);
      await window.showTextDocument(file);

      await add(/Changes/);
      assert.deepEqual(await contextOf("What is new?"), [], "nothing has changed yet");

      await put("shop/name.ts", "export const name = 2;\n");
      git("add", "name.ts");
      await workspace.fs.writeFile(file, Buffer.from("export const price = 2;\n"));
      await put("shop/logo.png", new Uint8Array([0x89, 0x50, 0, 3]));
      await put("shop/tax.ts", "export const tax = 3;\n");
      await add(/Changes/);
      const [[label, text] = ["", ""]] = await contextOf("What is new?");
      assert.equal(label, "Changes in shop (3 files)");
      assert.match(text, /^Staged changes .*\n\ndiff --git a\/name\.ts[^]*\+export const name = 2;/);
      assert.match(
        text,
        /not staged .*\n\ndiff --git a\/price\.ts[^]*-export const price = 1;\n\+export const price = 2;/,
      );
      assert.match(text, /New files .*\n\nshop\/tax\.ts\n```\nexport const tax = 3;/);
      assert.match(text, /Left out as binary: logo\.png\.$/);
    });

    it("may be a folder, with the list of its files, without what the explorer hides", async () => {
      await put("lib/a.ts", "const a = 1;\n");
      await put("lib/deep/b.ts", "const b = 2;\n");
      await put("lib/picture.png", new Uint8Array([0x89, 0x50, 0, 1]));
      await put("lib/huge.sql", "x".repeat(200_000));
      await put("lib/.DS_Store", "hidden");
      await add(/Folder…/, /\(folder\) lib/);
      const [[label, text] = ["", ""]] = await contextOf("What is in it?");
      assert.equal(label, "lib/ (2 of 4 files)");
      assert.match(
        text,
        /^The files of lib\/:\n- lib\/a\.ts\n- lib\/deep\/b\.ts\n- lib\/huge\.sql\n- lib\/picture\.png\n/,
      );
      assert.match(text, /lib\/a\.ts\n```\nconst a = 1;/);
      assert.match(
        text,
        /Left out beyond about 32,768 tokens: lib\/huge\.sql\. Left out as binary: lib\/picture\.png\.$/,
      );
      assert.doesNotMatch(text, /DS_Store/);
    });

    it("is no file with keys, and none outside that a link leads to, unless it is named", async () => {
      await put("safe/a.ts", "const token = 1;\n");
      const secret = await put("safe/.env", "token=secret\n");
      const outside = await put("../outside.txt", "token outside\n");
      await symlink(outside.fsPath, at("safe/notes.txt").fsPath);
      await add(/Folder…/, /\(folder\) safe/);
      const typed = mock.method(window, "showInputBox", () => Promise.resolve("token"));
      await add(/Search results/);
      typed.mock.restore();
      const collected = await contextOf("What is in it?");
      await workspace.fs.delete(at("safe/notes.txt"));
      await workspace.fs.delete(outside);
      assert.deepEqual(
        collected.map(([label]) => label),
        ["safe/ (1 of 3 files)", "Search for token (1 line)"],
      );
      for (const [, text] of collected) {
        assert.match(text, /const token = 1;/);
        assert.doesNotMatch(text, /token=secret|token outside/);
        assert.match(text, /because keys or passwords may be in it: safe\/\.env\./);
        assert.match(text, /because a link leads out of the folder: safe\/notes\.txt\./);
      }
      await commands.executeCommand("smcs.attachFiles", secret);
      assert.deepEqual(await contextOf("And this?"), [["safe/.env", "token=secret\n"]]);
    });

    it("is nothing when the list is dismissed", async () => {
      await add(/Folder…/);
      assert.deepEqual(await contextOf("What now?"), []);
    });

    it("may be the texts of the open editors, as they are, the one in front first", async () => {
      await commands.executeCommand("workbench.action.closeAllEditors");
      await add(/Files…/);
      const shown = { preview: false };
      await window.showTextDocument(await put("one.ts", "one\n"), shown);
      const editor = await window.showTextDocument(await put("two.ts", "two\n"), shown);
      await editor.edit((edit) => {
        edit.insert(new Position(0, 0), "unsaved ");
      });
      await add(/Open editors/);
      assert.deepEqual(await contextOf("Why?"), [
        ["2 open editors", "two.ts\n```\nunsaved two\n\n```\n\none.ts\n```\none\n\n```"],
      ]);
      await editor.document.save();
    });

    it("may be what a search finds, with the lines around", async () => {
      await put("found/here.ts", "first\nsecond\nNeedle in it\nfourth\nfifth\nsixth\n");
      const typed = mock.method(window, "showInputBox", () => Promise.resolve("needle in"));
      await add(/Search results/);
      assert.deepEqual(await contextOf("Where?"), [
        [
          "Search for needle in (1 line)",
          "found/here.ts\n```\n1 | first\n2 | second\n3 | Needle in it\n4 | fourth\n5 | fifth\n```",
        ],
      ]);
      typed.mock.mockImplementation(() => Promise.resolve("in no file at all"));
      await add(/Search results/);
      assert.deepEqual(await contextOf("Where?"), []);
      typed.mock.restore();
    });

    it("may be a symbol of the workspace, by its name: the whole function", async () => {
      const file = await put("symbols.txt", "other\ndef total\n  1\nend\n");
      const range = new Range(1, 0, 3, 3);
      const known = Disposable.from(
        languages.registerWorkspaceSymbolProvider({
          provideWorkspaceSymbols: (name) =>
            "total".includes(name)
              ? [new SymbolInformation("total", SymbolKind.Function, "", new Location(file, new Position(1, 4)))]
              : [],
        }),
        languages.registerDocumentSymbolProvider(
          { pattern: "**/symbols.txt" },
          {
            provideDocumentSymbols: () => [
              new DocumentSymbol("total", "", SymbolKind.Function, range, new Range(1, 4, 1, 9)),
            ],
          },
        ),
      );
      let opened: QuickPick<QuickPickItem> | undefined;
      const create = window.createQuickPick.bind(window);
      const picks = mock.method(window, "createQuickPick", () => (opened = create()));
      const adding = add(/Symbol…/);
      const pick = await until("the list of symbols", () => opened);
      // The language server of earlier tests knows other symbols, which come first.
      await until("the symbol", async () => {
        if (pick.activeItems[0]?.label === "total") return true;
        await commands.executeCommand("workbench.action.quickOpenSelectNext");
        return false;
      });
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await adding;
      picks.mock.restore();
      known.dispose();
      assert.deepEqual(await contextOf("Why?"), [["total at symbols.txt:2-4", "def total\n  1\nend"]]);
    });
  });
});
