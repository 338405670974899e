import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ExtensionContext } from "vscode";
import "../../test/support/vscode/use-scripted-editor.ts";
import type { ChatWindow } from "./current-chat.ts";

const { CurrentChat } = await import("./current-chat.ts");

describe("the chat of a window", () => {
  it("is known but not opened until somebody looks at it", async () => {
    const workspaceState = { get: () => "last", update: () => Promise.resolve() };
    const context = { workspaceState } as unknown as ExtensionContext;
    const unexpected = (): never => assert.fail("it was opened");
    // The context has no folder, so opening the chat would fail.
    const chat = new CurrentChat(context, { onOpened: unexpected, onError: unexpected } as unknown as ChatWindow);
    assert.equal(chat.id, "last");
    assert.equal(chat.shown, null);
    await chat.flush();
    chat.dispose();
  });
});
