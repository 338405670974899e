import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { editor, EventEmitter } from "../../../test/support/vscode/scripted-editor.ts";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { SettingsError } from "../../core/errors.ts";
import type { Watched } from "./status-bar.ts";

const { StatusBar } = await import("./status-bar.ts");
await import("./bank-size.ts");

describe("the status bar's count of questions", () => {
  it("fails silently while settings cannot be used: what is wrong with them is shown anyway", async () => {
    editor.settings = { tolerance: 5 };
    const embedded = new EventEmitter<void>();
    const quiet = { onDidChange: new EventEmitter<void>().event };
    const source = {
      ...quiet,
      status: () => ({ mode: "empty", description: "", problem: "smcs.tolerance: must be at most 1." }),
      bankFolders: () => {
        throw new SettingsError("smcs.tolerance", "must be at most 1.");
      },
    };
    const bar = new StatusBar({
      source,
      embedding: { onDidChange: embedded.event, status: null },
      evaluation: { ...quiet, isRunning: false },
      bank: quiet,
      activity: { ...quiet, isAnswering: false },
    } as unknown as Watched);
    const lost: unknown[] = [];
    const lose = (reason: unknown): void => void lost.push(reason);
    process.on("unhandledRejection", lose);
    embedded.fire();
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    process.off("unhandledRejection", lose);
    assert.deepEqual(lost, []);
    bar.dispose();
  });
});
