import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Disposable, EventEmitter, l10n } from "vscode";
import type { Sources } from "../assembly/index.ts";
import type { Plan } from "../core/answer/index.ts";
import type { CodeSandbox } from "../core/code-runner.ts";
import type { ChatMessage, PoolMember } from "../core/ports.ts";
import type { ContextItem, Question } from "../core/question.ts";
import {
  applyEvent,
  type EventOf,
  indexOfReference,
  type Rating,
  type ReferencePlace,
  type ReplyPlace,
  type RunEvent,
  type RunRecord,
  standingReply,
  startRecord,
} from "../core/record/index.ts";
import { canBeReply, canStandIn, conversationOf } from "../core/conversation/index.ts";
import { untilAborted } from "../core/until-aborted.ts";
import { ChatFile, filesOfRuns, openChat, RunRecordFile } from "../records/index.ts";

/** Something that happened in a run of the chat. */
export interface SessionEvent {
  readonly runId: string;
  readonly event: RunEvent;
}

/** The folders of a chat's files and the chat's listeners. */
export interface SessionPlace {
  /** Folder of the chats' files. */
  readonly folder: string;
  /** Folder of the runs' records. */
  readonly runsFolder: string;
  /** Asks the user before a question that may cost much. */
  readonly confirmCost: (plan: Plan, system: string) => Promise<boolean>;
  /** Called with the models that may answer, whenever they are known. */
  readonly onPool: (pool: readonly PoolMember[]) => void;
  readonly onError: (message: string) => void;
}

/** What a run needs besides its question. */
export interface Prepared {
  readonly sources: Sources;
  /** The attachments of the question. */
  readonly context: readonly ContextItem[];
  /** Test files in which examples are looked for; no model sees them. */
  readonly tests?: Question["tests"];
  /** Replaces the chat's own turns if the conversation took place elsewhere. */
  readonly conversation?: readonly ChatMessage[];
  /** Replaces the expert programmer's system prompt. */
  readonly system?: string;
}

/** What the chat knows of a question but its run does not. */
export type Asking = Pick<EventOf<"run-start">, "replaces" | "preset">;

/**
 * How an ended run goes on: references are repeated or, without any, the answers so far are merged; or its answer is
 * corrected.
 */
export type FurtherWork = readonly ReferencePlace[] | "repair";

/** The question was not asked, and no message is needed: the user declined it or has left the chat. */
export class NotAskedError extends Error {
  override readonly name = "NotAskedError";
}

/** The running run. */
interface Running {
  readonly stop: AbortController;
  readonly done: Promise<RunRecord>;
  /** The ended run that continues; null for a new one. */
  readonly resumed: string | null;
}

/** One chat: its runs in memory and on disk, and the running one. The panel only shows it. */
export class ChatSession implements Disposable {
  readonly id: string;
  private readonly place: SessionPlace;
  private readonly file: ChatFile;
  private readonly records = new Map<string, RunRecord>();
  private readonly happened = new EventEmitter<SessionEvent>();
  private running: Running | null = null;
  private left = false;

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
    const opened = await openChat(path.join(place.folder, `${id}.jsonl`), place.runsFolder);
    for (const run of opened.runs) session.records.set(run.runId, run);
    session.file.goOn(opened);
    return session;
  }

  /** The runs, in the order they were asked. */
  get runs(): readonly RunRecord[] {
    return [...this.records.values()];
  }

  /** Whether another window has written to the chat since it was read or written here. */
  changedElsewhere(): Promise<boolean> {
    return this.file.changedElsewhere();
  }

  /** Whether a run is running. */
  get busy(): boolean {
    return this.running !== null;
  }

  /**
   * Answers a question and resolves with the ended run. One run at a time. It can be stopped at once, even while its
   * sources are being prepared.
   */
  async ask(text: string, prepare: () => Promise<Prepared>, asking: Asking = {}): Promise<RunRecord> {
    return this.alone(null, (signal) => this.run(text, prepare, asking, signal));
  }

  /** Goes on with an ended run. Resolves with the run when it has ended again. */
  async goOn(runId: string, work: FurtherWork, sources: () => Promise<Sources>): Promise<RunRecord> {
    return this.alone(runId, (signal) => this.resume(runId, work, sources, signal));
  }

  /** Stops the running run. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.done.catch(() => undefined);
  }

  /** Uses a candidate as the reply of its run. Returns the run; undefined when the candidate cannot be used. */
  choose(runId: string, draw: number): RunRecord | undefined {
    const run = this.records.get(runId);
    const candidate = run?.candidates.find(({ subset }) => subset === draw);
    if (run === undefined || candidate === undefined || !canBeReply(run, candidate)) return undefined;
    // Which merges are repeated is already decided: all except the reply at that moment.
    if (this.running?.resumed === runId) return undefined;
    this.take(runId, { type: "choice", draw });
    return this.records.get(runId);
  }

  /**
   * Uses a model's own answer as the reply of its run, which ended without a winner. Returns false when that is
   * impossible.
   */
  useReference(runId: string, place: ReferencePlace): boolean {
    const run = this.records.get(runId);
    const reference = run?.references[indexOfReference(run, place)];
    if (run === undefined || reference === undefined || !canStandIn(run, reference)) return false;
    this.take(runId, { type: "fallback", ...place });
    return true;
  }

  /** Keeps the user's rating of an ended run's answer. Returns the run; undefined when the rating cannot be kept. */
  rate(runId: string, of: ReplyPlace, rating: Rating | null): RunRecord | undefined {
    const run = this.records.get(runId);
    const standing = run === undefined || run.outcome === "running" ? null : standingReply(run);
    // Another answer may have replaced the rated one.
    if (standing === null || !isDeepStrictEqual(standing.place, of) || standing.reply.rating === rating)
      return undefined;
    this.take(runId, { type: "rating", of: standing.place, rating });
    return this.records.get(runId);
  }

  /**
   * Runs the answers of an ended run on examples of the reader's own, and keeps the outcomes. Resolves with the outcomes.
   *
   * @throws Error in a sentence when the text holds no example that can be run on these answers, or not on the one in
   *   use
   */
  async checkOwn(
    runId: string,
    text: string,
    sandbox: CodeSandbox,
    signal: AbortSignal,
  ): Promise<EventOf<"own-examples">> {
    const record = this.records.get(runId);
    if (record === undefined || record.outcome === "running" || this.running?.resumed === runId)
      throw new Error(l10n.t("This answer is not complete yet, or no longer part of this chat."));
    const { checkOwnExamples, NO_CODE, ownOutcomes } = await import("../core/answer/index.ts");
    const event = await checkOwnExamples(record, text, sandbox, signal);
    const texts = ({ candidates, references }: RunRecord): string[] =>
      [...candidates, ...references].map((one) => one.text);
    const now = this.records.get(runId);
    if (this.left || now === undefined || !isDeepStrictEqual(texts(now), texts(record)))
      throw new Error(l10n.t("The answers changed while the example was run. Run it again."));
    this.take(runId, event);
    await this.flush();
    // Only other answers hold code for it: they show their outcomes.
    if (standingReply(now) !== null && ownOutcomes(now, event) === null) throw new Error(NO_CODE);
    return event;
  }

  /** Writes everything to disk. */
  flush(): Promise<void> {
    return this.file.flush();
  }

  dispose(): void {
    this.left = true;
    this.running?.stop.abort();
    void this.file.flush();
    this.happened.dispose();
  }

  private async alone(resumed: string | null, work: (signal: AbortSignal) => Promise<RunRecord>): Promise<RunRecord> {
    // The answer would not be visible.
    if (this.left) throw new NotAskedError(l10n.t("The question was not asked, because you left its chat."));
    if (this.running !== null) throw new Error(l10n.t("A question is still being answered. Stop it first."));
    const stop = new AbortController();
    const done = work(stop.signal).finally(() => {
      this.running = null;
    });
    this.running = { stop, done, resumed };
    return done;
  }

  private async run(
    text: string,
    prepare: () => Promise<Prepared>,
    asking: Asking,
    signal: AbortSignal,
  ): Promise<RunRecord> {
    const { sources, context, tests = [], conversation, system } = await prepare();
    await sources.simulated?.check(text);
    // Loading the method's machinery takes longer than activation may.
    const [{ assemble, runOf }, { answerQuestion, planRun, takingPart }] = await Promise.all([
      import("../assembly/index.ts"),
      import("../core/answer/index.ts"),
    ]);
    const { means, problems } = await assemble(sources, signal);
    const question: Question = {
      text,
      context,
      conversation: conversation ?? conversationOf(this.runs, asking.replaces ?? null),
      ...(tests.length > 0 && { tests }),
      ...(system !== undefined && { system }),
    };
    const run = runOf(sources.settings, question, randomUUID(), randomInt(2 ** 31));
    // Refused before the run begins, so that the question and its pictures stay in the question box.
    takingPart(means.pool, run);
    await this.confirm(means.pool, run.system, () => planRun(run, means, signal), signal);
    const recording = new RunRecordFile(this.place.runsFolder, run.runId, new Date(), this.place.onError);
    const take = (event: RunEvent): void => {
      this.take(run.runId, event);
      recording.append(event);
    };
    for await (const event of answerQuestion(run, means, signal)) {
      take(event.type === "run-start" ? { ...event, ...asking } : event);
      if (event.type === "run-start") for (const message of problems) take({ type: "warning", message });
    }
    return this.ended(run.runId, recording);
  }

  private async resume(
    runId: string,
    work: FurtherWork,
    prepare: () => Promise<Sources>,
    signal: AbortSignal,
  ): Promise<RunRecord> {
    const record = this.records.get(runId);
    if (record === undefined) throw new Error(l10n.t("That answer is not part of this chat any more."));
    const sources = await prepare();
    const [{ assemble, runOf }, { planRepair, planRetry, repairAnswer, retryReferences }] = await Promise.all([
      import("../assembly/index.ts"),
      import("../core/answer/index.ts"),
    ]);
    const { means } = await assemble(sources, signal);
    // The repetition uses the recorded prompts, even if the settings have changed.
    const { asked: question, parameters, seed } = record;
    const run = { ...runOf(sources.settings, question, runId, seed), question, parameters };
    const asked = { run, record };
    const plan = (): Promise<Plan> =>
      work === "repair" ? planRepair(asked, means) : planRetry({ ...asked, places: work }, means);
    await this.confirm(means.pool, record.system, plan, signal);
    const recording = await this.recordingOf(runId);
    const events =
      work === "repair"
        ? repairAnswer(asked, means, signal)
        : retryReferences({ ...asked, places: work }, means, signal);
    for await (const event of events) {
      this.take(runId, event);
      recording?.append(event);
    }
    return this.ended(runId, recording);
  }

  /** @throws NotAskedError when the user declines the price */
  private async confirm(
    pool: readonly PoolMember[],
    system: string,
    planned: () => Promise<Plan>,
    signal: AbortSignal,
  ): Promise<void> {
    this.place.onPool(pool);
    const { mayNeedConfirmation } = await import("../core/cost/index.ts");
    if (!mayNeedConfirmation(pool)) return;
    // Stopping during the planning leads to a stopped run.
    const plan = await planned().catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    // An unanswered dialog must not block stopping the question.
    if (plan === null) return;
    const agreed = await untilAborted(this.place.confirmCost(plan, system), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return false;
    });
    if (!agreed) throw new NotAskedError(l10n.t("The question was not asked."));
  }

  /** Returns the file of an earlier run; null when the file is gone: the chat's own file has everything. */
  private async recordingOf(runId: string): Promise<RunRecordFile | null> {
    const { runsFolder, onError } = this.place;
    const [file] = await filesOfRuns(runsFolder, new Set([runId]));
    return file === undefined ? null : new RunRecordFile(runsFolder, runId, file, onError);
  }

  private async ended(runId: string, recording: RunRecordFile | null): Promise<RunRecord> {
    await Promise.all([this.file.flush(), recording?.close()]);
    const record = this.records.get(runId);
    if (record === undefined) throw new Error(l10n.t("The question ended before a model was asked. Ask it again."));
    return record;
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
