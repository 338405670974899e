import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import "../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../test/support/vscode/scripted-editor.ts";

const { plainMessage, showInformationMessage, showQuickPick, showWarningMessage } = await import("./messages.ts");

const hostile = "model \u001b[2J\u202e[Repair](command:evil)\nNote: all is well";

describe("a message with words of others", () => {
  beforeEach(() => {
    editor.shown.length = 0;
    editor.details.length = 0;
    editor.answer = () => Promise.resolve(undefined);
  });

  it("is one line without links and with marks for control characters", () => {
    void showWarningMessage(hostile);
    assert.deepEqual(editor.shown, ["model <U+001B>[2J<U+202E>[Repair] (command:evil) Note: all is well"]);
  });

  it("keeps its lines in a dialog, whose details have marks too", () => {
    void showInformationMessage("One\ntwo\u009b", { modal: true, detail: `${hostile}\u0007` });
    assert.deepEqual(editor.shown, ["One\ntwo<U+009B>"]);
    assert.deepEqual(editor.details, ["model <U+001B>[2J<U+202E>[Repair](command:evil)\nNote: all is well<U+0007>"]);
  });

  it("gives back the button that was clicked", async () => {
    editor.answer = () => Promise.resolve("Undo");
    assert.equal(await showInformationMessage("Done.", "Undo"), "Undo");
  });

  it("breaks every link, also one in another, and nothing else", () => {
    assert.equal(
      plainMessage('line 3: "[Repair](command:workbench.action.quit)" is not f(x)[0]'),
      'line 3: "[Repair] (command:workbench.action.quit)" is not f(x)[0]',
    );
    assert.doesNotMatch(plainMessage("[a]([b](command:c))"), /\]\(/);
  });
});

describe("a list with names of others", () => {
  it("shows each as one line with marks, and gives back the items as they were given", async () => {
    const items = [
      { label: "a\nb\u202e", description: "\u001b[31m", id: 1 },
      { label: "c", detail: "\u0085", id: 2 },
    ];
    editor.pick = ([first]) => first;
    assert.equal(await showQuickPick(items), items[0]);
    assert.deepEqual(
      editor.listed.map(({ label, description, detail }) => [label, description, detail]),
      [
        ["a b<U+202E>", "<U+001B>[31m", undefined],
        ["c", undefined, "<U+0085>"],
      ],
    );
    editor.pick = (all) => all;
    assert.deepEqual(await showQuickPick(Promise.resolve(items), { canPickMany: true }), items);
    editor.pick = () => undefined;
    assert.equal(await showQuickPick(items), undefined);
  });
});
