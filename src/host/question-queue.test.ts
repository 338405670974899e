import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { Memento } from "vscode";
import "../../test/support/vscode/use-scripted-editor.ts";
import { limits, type ToPanel } from "../protocol/index.ts";
import type { Attachments } from "./attachments.ts";
import type { Attachment } from "./context/attachment.ts";
import type { QuestionQueue as Queue } from "./question-queue.ts";

const { QuestionQueue } = await import("./question-queue.ts");

/** Returns the work of one question, which ends when the test says so. */
function work(): { readonly run: () => Promise<string>; readonly end: (error?: Error) => void } {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<string>((resolve, reject) => {
    end = (error) => {
      if (error === undefined) resolve("answered");
      else reject(error);
    };
  });
  return { run: () => ended, end };
}

describe("the questions that wait", () => {
  const file = {
    id: "a.ts",
    kind: "file",
    label: "a.ts",
    read: () => Promise.resolve(""),
  } as const satisfies Attachment;
  let attached: readonly Attachment[];
  let kept: unknown;
  let posted: ToPanel[];
  let queue: Queue;
  const open = (): Queue => {
    posted = [];
    const memory = { get: () => kept, update: (_: string, value: unknown) => Promise.resolve((kept = value)) };
    const attachments = {
      setAside: (items = attached) => {
        attached = attached.filter((item) => !items.includes(item));
        return items;
      },
      forget: () => undefined,
      giveBack: (items: readonly Attachment[]) => void (attached = [...items, ...attached]),
    };
    return new QuestionQueue(memory as unknown as Memento, attachments as unknown as Attachments, (message) =>
      posted.push(message),
    );
  };
  const ask = (text: string, doing: () => Promise<string> = () => Promise.resolve(text)) =>
    queue.inTurn({ text, manner: {} }, doing);
  const waiting = () => queue.shown.map(({ text }) => text);
  const told = (type: ToPanel["type"]) => posted.filter((message) => message.type === type);
  beforeEach(() => {
    attached = [];
    kept = undefined;
    queue = open();
  });

  it("are answered one after the other, also after one that failed", async () => {
    const first = work();
    const second = work();
    const answers = [ask("1", first.run), ask("2", second.run), ask("3")];
    assert.deepEqual(waiting(), ["2", "3"]);
    first.end(new Error("No model can be reached."));
    await assert.rejects(answers[0]!, /No model/);
    assert.deepEqual(waiting(), ["3"], "the second one's turn has come");
    const late = ask("4");
    assert.deepEqual(waiting(), ["3", "4"], "nobody overtakes it");
    second.end();
    assert.deepEqual(await Promise.all([answers[1], answers[2], late]), ["answered", "3", "4"]);
    assert.deepEqual([waiting(), kept], [[], []]);
  });

  it("take along what was attached when they were asked, and nothing that was attached later", async () => {
    const first = work();
    void ask("1", first.run);
    attached = [file];
    let taken: readonly Attachment[] | undefined;
    const second = queue.inTurn({ text: "2", manner: { preset: "paper" } }, (items) => {
      taken = items;
      return Promise.resolve();
    });
    assert.deepEqual(attached, []);
    assert.deepEqual(queue.shown[0], { id: queue.shown[0]?.id, text: "2", preset: "paper", attached: ["a.ts"] });
    first.end();
    await second;
    assert.deepEqual(taken, [file]);
  });

  it("leave what was attached to the one before, which is only being prepared", async () => {
    const first = work();
    attached = [file];
    const taken: (readonly Attachment[])[] = [];
    const both = ["1", "2"].map((text) =>
      queue.inTurn({ text, manner: {} }, async (items) => {
        taken.push(items);
        await first.run();
      }),
    );
    first.end();
    await Promise.all(both);
    assert.deepEqual(taken, [[file], []]);
  });

  it("go back to the question box with what goes along when the run is stopped, and are not asked then", async () => {
    const first = work();
    const running = ask("1", first.run);
    attached = [file];
    const second = ask("2", () => assert.fail("it was asked"));
    queue.takeBack();
    first.end();
    assert.deepEqual([await running, await second], ["answered", undefined]);
    assert.deepEqual([told("take-back"), attached], [[{ type: "take-back", questions: [{ text: "2" }] }], [file]]);
  });

  it("can be taken out one by one, to be written on or to be dropped", async () => {
    const first = work();
    void ask("1", first.run);
    const others = [ask("2"), ask("3"), ask("4")];
    const [two, three] = queue.shown;
    queue.remove(two!.id, true);
    queue.remove(three!.id, false);
    queue.remove("unknown", true);
    assert.deepEqual(waiting(), ["4"]);
    assert.deepEqual(told("take-back"), [{ type: "take-back", questions: [{ text: "2" }] }]);
    first.end();
    assert.deepEqual(await Promise.all(others), [undefined, undefined, "4"]);
  });

  it("are only a few: one more goes back to the question box, and says so", async () => {
    const first = work();
    void ask("1", first.run);
    for (let index = 0; index < limits.queued; index++) void ask(`waits ${index}`);
    attached = [file];
    assert.equal(await ask("too many"), undefined);
    assert.deepEqual(attached, [file]);
    assert.deepEqual(told("take-back"), [{ type: "take-back", questions: [{ text: "too many" }] }]);
    assert.match(JSON.stringify(told("failure")), /5 questions are waiting already/);
    queue.takeBack();
    first.end();
  });

  it("go back to the question box after a restart of the editor, once", () => {
    void ask("1", work().run);
    void queue.inTurn({ text: "2", manner: { preset: "paper" } }, () => Promise.resolve(""));
    queue = open();
    queue.restore();
    queue.restore();
    assert.deepEqual(posted, [{ type: "take-back", questions: [{ text: "2", preset: "paper" }] }]);
  });

  it("do not trip over a memory that is not theirs", () => {
    kept = [{ nothing: 1 }];
    queue.restore();
    assert.deepEqual(posted, []);
  });
});
