import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";
import { type Disposable, EventEmitter } from "vscode";
import { ChatFile, readChat } from "../adapters/run-record/chat-file.ts";
import { RunRecordFile } from "../adapters/run-record/run-record-file.ts";
import type { Sources } from "../adapters/assemble.ts";
import type { ContextItem } from "../core/enhancement/prompts.ts";
import type { Plan } from "../core/plan-run.ts";
import type { ChatMessage } from "../core/ports.ts";
import type { RunEvent } from "../core/run-events.ts";
import { applyEvent, replyOf, type RunRecord, startRecord } from "../core/run-record.ts";

/** Something that happened in a run of the chat. */
export interface SessionEvent {
  readonly runId: string;
  readonly event: RunEvent;
}

/** Where a chat lives and whom it tells. */
export interface SessionPlace {
  /** Folder of the chats' files. */
  readonly folder: string;
  /** Folder of the runs' records. */
  readonly runsFolder: string;
  /** Asks the user before a question that may cost much. */
  readonly confirmCost: (plan: Plan) => Promise<boolean>;
  readonly onError: (message: string) => void;
}

/** What a run needs besides its question. */
export interface Prepared {
  readonly sources: Sources;
  /** What goes with the question. */
  readonly context: readonly ContextItem[];
}

/** The user did not want the question asked at its price. */
export class NotAskedError extends Error {
  override readonly name = "NotAskedError";
}

/** One chat: its runs in memory and on disk, and the run that is going on. The panel only shows it. */
export class ChatSession implements Disposable {
  readonly id: string;
  private readonly place: SessionPlace;
  private readonly file: ChatFile;
  private readonly records = new Map<string, RunRecord>();
  private readonly happened = new EventEmitter<SessionEvent>();
  private running: { readonly stop: AbortController; readonly done: Promise<RunRecord> } | null = null;

  /** Fires for every event of every run, after it was applied. */
  readonly onEvent = this.happened.event;

  private constructor(id: string, place: SessionPlace) {
    this.id = id;
    this.place = place;
    this.file = new ChatFile(path.join(place.folder, `${id}.jsonl`), place.onError);
  }

  /** Opens a chat by its id, or begins a new one. */
  static async open(id: string | undefined, place: SessionPlace): Promise<ChatSession> {
    const session = new ChatSession(id ?? randomUUID(), place);
    if (id === undefined) return session;
    for (const run of await readChat(path.join(place.folder, `${id}.jsonl`))) session.records.set(run.runId, run);
    return session;
  }

  /** The runs, in the order they were asked. */
  get runs(): readonly RunRecord[] {
    return [...this.records.values()];
  }

  /** Whether a run is going on. */
  get busy(): boolean {
    return this.running !== null;
  }

  /**
   * Answers a question; resolves with the run when it has ended. One run at a time. It can be stopped from the moment of
   * asking, even while its sources are still being prepared.
   */
  async ask(text: string, prepare: () => Promise<Prepared>): Promise<RunRecord> {
    if (this.running !== null) throw new Error("A question is being answered; stop it first.");
    const stop = new AbortController();
    const done = this.run(text, prepare, stop.signal).finally(() => {
      this.running = null;
    });
    this.running = { stop, done };
    return done;
  }

  /** Stops the run that is going on; resolves when it has ended. */
  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.done.catch(() => undefined);
  }

  /** Makes a candidate the reply of its run, which is returned. */
  choose(runId: string, draw: number): RunRecord | undefined {
    this.take(runId, { type: "choice", draw });
    return this.records.get(runId);
  }

  /** Writes everything down. */
  flush(): Promise<void> {
    return this.file.flush();
  }

  dispose(): void {
    this.running?.stop.abort();
    void this.file.flush();
    this.happened.dispose();
  }

  private async run(text: string, prepare: () => Promise<Prepared>, signal: AbortSignal): Promise<RunRecord> {
    const { sources, context } = await prepare();
    // Loading the method's machinery takes longer than activation may.
    const [{ assemble, runOf }, { answerQuestion }, { planRun }, { mayNeedConfirmation }] = await Promise.all([
      import("../adapters/assemble.ts"),
      import("../core/answer-question.ts"),
      import("../core/plan-run.ts"),
      import("../core/cost/confirmation.ts"),
    ]);
    const { means, problems } = await assemble(sources, signal);
    const question = { text, context, conversation: this.conversation() };
    const run = runOf(sources.settings, question, randomUUID(), randomInt(2 ** 31));
    if (mayNeedConfirmation(means.pool)) {
      // Whoever stops it meanwhile gets a run that was stopped.
      const plan = await planRun(run, means, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        return null;
      });
      // A dialog that nobody answers must not hold up whoever stops the question.
      if (plan !== null && !(await Promise.race([this.place.confirmCost(plan), refusedBy(signal)])))
        throw new NotAskedError("The question was not asked.");
    }
    const recording = new RunRecordFile(this.place.runsFolder, run.runId, new Date(), this.place.onError);
    const take = (event: RunEvent): void => {
      this.take(run.runId, event);
      recording.append(event);
    };
    for await (const event of answerQuestion(run, means, signal)) {
      take(event);
      if (event.type === "run-start") for (const message of problems) take({ type: "warning", message });
    }
    await Promise.all([this.file.flush(), recording.close()]);
    const record = this.records.get(run.runId);
    if (record === undefined) throw new Error("The run ended before it began.");
    return record;
  }

  /** The conversation so far: questions and the replies that the user went on with. */
  private conversation(): ChatMessage[] {
    return this.runs.flatMap((run): ChatMessage[] => {
      const reply = replyOf(run);
      if (reply === null) return [];
      return [
        { role: "user", content: run.question },
        { role: "assistant", content: reply },
      ];
    });
  }

  private take(runId: string, event: RunEvent): void {
    const record = this.records.get(runId);
    if (event.type === "run-start") this.records.set(runId, startRecord(event));
    else if (record !== undefined) this.records.set(runId, applyEvent(record, event));
    else return;
    this.file.append(runId, event);
    this.happened.fire({ runId, event });
  }
}

/** Resolves to false when the signal aborts. */
function refusedBy(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    const refuse = (): void => {
      resolve(false);
    };
    if (signal.aborted) refuse();
    else signal.addEventListener("abort", refuse, { once: true });
  });
}
