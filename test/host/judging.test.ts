import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { mock } from "node:test";
import { commands, type StatusBarItem, window } from "vscode";
import { createBank } from "../../src/bank/store/index.ts";
import {
  capabilityOf,
  choiceQuestion,
  evaluated,
  madeOlder,
  scripted,
  SPACE,
} from "../support/evaluation/evaluation.ts";
import { connections } from "../support/vscode/connection-watch/connections.ts";
import { configure, until } from "../support/vscode/in-host.ts";

/**
 * Creates a bank in a separate folder, whose questions two models answered under an older checker, one of them wrongly.
 */
async function oldBank(questions: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-judging-"));
  const ids = Array.from({ length: questions }, (_, index) => `q${index + 1}`);
  await createBank(folder, {
    space: SPACE,
    entries: ids.map((id) => ({ question: choiceQuestion(id), vector: [1, 0] })),
  });
  const models = [scripted("gone/right", () => ({})), scripted("gone/wrong", () => ({ text: "The answer is (B)." }))];
  await evaluated(folder, models);
  await madeOlder(folder);
  return folder;
}

/** Counts a bank's outcomes by model, value and checker. */
async function counted(folder: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const known of Object.values(await capabilityOf(folder))) {
    for (const [model, { value, checker }] of Object.entries(known)) {
      const key = `${model} ${value} ${checker}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * Records what the window shows during a test: messages, which answer themselves, and items of the status bar.
 *
 * @param onItem called when an item is created and set up
 */
function watch(onItem: () => void = () => undefined) {
  const told: string[] = [];
  const items: Pick<StatusBarItem, "text" | "command" | "accessibilityInformation">[] = [];
  const tell = (message: string, ...buttons: unknown[]) => {
    told.push(message);
    return Promise.resolve(buttons[0] === "Show Which" ? buttons[0] : undefined);
  };
  const create = window.createStatusBarItem.bind(window) as (...given: unknown[]) => (typeof items)[number];
  const mocks = [
    mock.method(window, "showInformationMessage", tell),
    mock.method(window, "showWarningMessage", tell),
    mock.method(window, "createStatusBarItem", (...given: unknown[]) => {
      const item = create(...given);
      items.push(item);
      queueMicrotask(onItem);
      return item;
    }),
  ];
  return {
    told,
    progress: () => items.find(({ command }) => command === "smcs.bank.stopJudging"),
    end: () => {
      for (const { mock: each } of mocks) each.restore();
    },
  };
}

describe("a window with a bank whose kept answers an older checker judged", () => {
  const folders: string[] = [];
  let shown: ReturnType<typeof watch>;

  const use = async (folder: string): Promise<void> => {
    folders.push(folder);
    await configure("bank.location", folder);
  };

  beforeEach(() => {
    shown = watch();
  });

  afterEach(async () => {
    shown.end();
    await configure("bank.location", undefined);
  });

  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it("judges them anew by itself, asks nobody, and shows once which have changed", async () => {
    const folder = await oldBank(2);
    assert.deepEqual(await counted(folder), { "gone/right 1 choice-0": 2, "gone/wrong 1 choice-0": 2 });
    const before = connections().length;
    await use(folder);
    const report = await until("the report", () => {
      const text = window.activeTextEditor?.document.getText() ?? "";
      return text.includes("# Answers Judged Anew") && text;
    });
    assert.deepEqual(shown.told, ["4 kept answers were judged anew. Verdicts that changed: 2 no longer right."]);
    assert.match(report, /## 2 no longer right\n\n- q1, gone\/wrong: .*\n- q2, gone\/wrong: /);
    assert.deepEqual(await counted(folder), { "gone/right 1 choice-1": 2, "gone/wrong 0 choice-1": 2 });
    assert.match(shown.progress()?.text ?? "", /^\$\(sync~spin\) SMCS \d+%$/);
    assert.match(shown.progress()?.accessibilityInformation?.label ?? "", /^SMCS: judging kept answers anew, \d+%$/);
    assert.equal(connections().length, before, "nobody is asked");
    await commands.executeCommand("smcs.bank.judgeAnew");
    await until("the same message", () => shown.told.length === 2);
    assert.equal(shown.told[1], shown.told[0], "what had changed can be seen again");
  });

  it("stops when it is told to, tells nothing then, and goes on when it is asked", async () => {
    const folder = await oldBank(150);
    shown.end();
    let stopping: Thenable<unknown> | undefined;
    // After the first answer, so that many are left.
    shown = watch(() => {
      stopping ??= commands.executeCommand("smcs.bank.stopJudging");
    });
    await use(folder);
    await until("the progress", () => shown.progress());
    await until("the stop", () => stopping !== undefined);
    await stopping;
    const stopped = await counted(folder);
    assert.ok((stopped["gone/right 1 choice-0"] ?? 0) > 0, JSON.stringify(stopped));
    assert.deepEqual(shown.told, []);
    await commands.executeCommand("smcs.bank.judgeAnew");
    await until("the message", () => shown.told.length > 0);
    assert.deepEqual(shown.told, ["300 kept answers were judged anew. Verdicts that changed: 150 no longer right."]);
    assert.deepEqual(await counted(folder), { "gone/right 1 choice-1": 150, "gone/wrong 0 choice-1": 150 });
  });

  it("says what failed and what to do", async () => {
    const folder = await oldBank(1);
    await rm(path.join(folder, "replies"), { recursive: true });
    await writeFile(path.join(folder, "replies"), "");
    await use(folder);
    await until("the message", () => shown.told.length > 0);
    assert.match(shown.told.join(), /^The kept answers could not be judged anew\. .*a file is where a folder would be/);
  });
});
