import { randomUUID } from "node:crypto";
import { l10n, type Memento } from "vscode";
import { limits, type Manner, parseToPanel, type QueuedQuestion, type ToPanel } from "../protocol/index.ts";
import type { Attachments } from "./attachments.ts";
import type { Attachment } from "./context/attachment.ts";

const QUEUE_KEY = "smcs.queue";

/** A question that waits for those before it. */
interface Question {
  readonly text: string;
  readonly manner: Manner;
  /** Attachments that replace those of the user's own question. */
  readonly about?: readonly Attachment[] | undefined;
}

interface Waiting extends Omit<Question, "about"> {
  readonly id: string;
  readonly items: readonly Attachment[];
  /** Called once, with whether the question is asked. */
  readonly decide: (ask: boolean) => void;
}

/**
 * Answers one question after another. The panel shows waiting questions. Questions that can no longer be asked go back
 * to the question box, also after a restart of the editor.
 */
export class QuestionQueue {
  private readonly memory: Memento;
  private readonly attachments: Attachments;
  private readonly post: (message: ToPanel) => void;
  private waiting: readonly Waiting[] = [];
  private going = 0;

  constructor(memory: Memento, attachments: Attachments, post: (message: ToPanel) => void) {
    this.memory = memory;
    this.attachments = attachments;
    this.post = post;
  }

  /** The waiting questions, as the panel shows them. */
  get shown(): QueuedQuestion[] {
    return this.waiting.map(({ id, text, manner, items }) => ({
      id,
      text,
      ...manner,
      attached: items.map(({ label }) => label),
    }));
  }

  /**
   * Does the work of a question after the questions before it and returns the result; undefined when the question was
   * taken back meanwhile or too many are waiting.
   *
   * @param work gets the attachments
   */
  async inTurn<Result>(
    { text, manner, about }: Question,
    work: (items: readonly Attachment[]) => Promise<Result>,
  ): Promise<Result | undefined> {
    if (this.going > 0 && this.waiting.length >= limits.queued) {
      this.attachments.giveBack(about ?? []);
      this.post({ type: "take-back", questions: [{ text, ...manner }] });
      this.post({
        type: "failure",
        message: l10n.t("{0} questions are waiting already. Ask again after one of them is answered.", limits.queued),
      });
      return undefined;
    }
    // Before any preparation, because the next question would take the attachments.
    const items = this.attachments.setAside(about);
    try {
      if (this.going === 0) this.going++;
      else if (!(await this.asked({ id: randomUUID(), text, manner, items }))) return undefined;
      return await this.done(() => work(items));
    } finally {
      this.attachments.forget(items);
    }
  }

  /** Does work without waiting. Questions that are asked meanwhile wait. */
  atOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    this.going++;
    return this.done(work);
  }

  /** Returns all waiting questions to the question box. */
  takeBack(): void {
    this.giveBack(this.waiting);
  }

  /** Removes one question; it goes back to the question box or is dropped. */
  remove(id: string, back: boolean): void {
    const removed = this.waiting.filter((one) => one.id === id);
    if (back) this.giveBack(removed);
    else this.leave(removed, false);
  }

  /** Restores questions that were waiting when the editor was last closed. */
  restore(): void {
    const left = parseToPanel({ type: "take-back", questions: this.memory.get(QUEUE_KEY) });
    if (this.waiting.length > 0 || left?.type !== "take-back" || left.questions.length === 0) return;
    this.post(left);
    void this.memory.update(QUEUE_KEY, undefined);
  }

  /** Waits for the question's turn. Resolves to whether it is asked. */
  private asked(question: Omit<Waiting, "decide">): Promise<boolean> {
    return new Promise((decide) => {
      this.change([...this.waiting, { ...question, decide }]);
    });
  }

  private async done<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      this.going--;
      if (this.going === 0) this.next();
    }
  }

  private next(): void {
    const first = this.waiting.slice(0, 1);
    // Counted before the work begins, so that questions asked in between come later.
    this.going += first.length;
    this.leave(first, true);
  }

  private giveBack(questions: readonly Waiting[]): void {
    if (questions.length === 0) return;
    this.leave(questions, false);
    this.attachments.giveBack(questions.flatMap(({ items }) => items));
    this.post({ type: "take-back", questions: questions.map(({ text, manner }) => ({ text, ...manner })) });
  }

  private leave(questions: readonly Waiting[], ask: boolean): void {
    if (questions.length === 0) return;
    this.change(this.waiting.filter((one) => !questions.includes(one)));
    for (const { decide } of questions) decide(ask);
  }

  private change(waiting: readonly Waiting[]): void {
    this.waiting = waiting;
    this.post({ type: "queue", queued: this.shown });
    void this.memory.update(
      QUEUE_KEY,
      waiting.map(({ text, manner }) => ({ text, ...manner })),
    );
  }
}
