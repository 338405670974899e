import { type CancellationToken, Uri, type ExtensionContext, type LogOutputChannel } from "vscode";
import type { Sources } from "../../assembly/index.ts";
import type { Plan } from "../../core/answer/index.ts";
import { type Rating, type RunEvent, type RunRecord, standingReply } from "../../core/record/index.ts";
import type { Manner } from "../../protocol/index.ts";
import { type Asking, ChatSession, NotAskedError, type Prepared, type SessionPlace } from "../chat-session.ts";
import { CostConfirmation } from "../cost-confirmation.ts";
import { keptStorage } from "../kept-storage.ts";
import type { ModelSource } from "../model-source.ts";
import type { RunActivity } from "../status-bar/run-activity.ts";
import type { Telemetry } from "../telemetry.ts";
import { showErrorMessage, showWarningMessage } from "../messages.ts";
import type { ChatPlace } from "./chat-place.ts";

/** A question from the editor's own chat, another extension or an agent. */
interface NativeQuestion extends Pick<Prepared, "system"> {
  readonly text: string;
  /** The earlier turns, for a chat of its own. */
  readonly conversation?: Prepared["conversation"];
  readonly context?: Prepared["context"];
  /** Files that the question is about, whose tests are looked for; absent for a question that is not the user's own. */
  readonly about?: readonly Uri[];
  readonly manner?: Manner;
  /** The run that the question follows; without it, or when that run is gone, the question begins a chat of its own. */
  readonly after?: ChatPlace | null;
  /** Whether the user has confirmed the cost. */
  readonly agreed?: boolean;
  /** Makes a last change to the run's sources. */
  readonly adapt?: (sources: Sources) => Promise<Sources>;
}

/** The result of a run. */
export interface NativeAnswer extends ChatPlace {
  readonly run: RunRecord;
}

/** The models and the listeners. */
export interface RunSurroundings {
  readonly source: ModelSource;
  readonly activity: RunActivity;
  readonly log: LogOutputChannel;
  readonly telemetry: Telemetry;
}

/**
 * Answers questions from outside of the panel by the same run, recorded in a chat that History shows. Each question
 * opens its own chat; the panel's chat stays as it is.
 */
export class NativeRuns {
  readonly source: ModelSource;
  readonly log: LogOutputChannel;
  private readonly activity: RunActivity;
  private readonly telemetry: Telemetry;
  private readonly storage: Uri;
  private readonly confirmation = new CostConfirmation();
  private pointedAt: ChatPlace | null = null;

  constructor(context: ExtensionContext, { source, activity, log, telemetry }: RunSurroundings) {
    this.source = source;
    this.activity = activity;
    this.log = log;
    this.telemetry = telemetry;
    this.storage = keptStorage(context);
  }

  /**
   * Answers a question. Resolves when its run has ended or was stopped.
   *
   * @throws NotAskedError when the user declines the price
   * @throws Error when it cannot be asked
   */
  async ask(
    question: NativeQuestion,
    onEvent: (event: RunEvent) => void,
    token: CancellationToken,
  ): Promise<NativeAnswer> {
    const {
      text,
      context = [],
      about,
      conversation = [],
      manner = {},
      after = null,
      agreed = false,
      adapt,
      system,
    } = question;
    const session = await this.open(after, agreed);
    const goesOn = session.runs.length > 0;
    const listening = session.onEvent(({ event }) => {
      onEvent(event);
    });
    const prepare = async (): Promise<Prepared> => {
      const sources = await this.source.sources(manner);
      const { testsFor } = await import("../context/workspace-tests.ts");
      const items = about?.map((uri) => ({ uri }));
      return {
        ...(items !== undefined && { tests: await testsFor(sources, items, { text, context }) }),
        sources: adapt === undefined ? sources : await adapt(sources),
        context,
        ...(!goesOn && { conversation }),
        ...(system !== undefined && { system }),
      };
    };
    try {
      const asking = { ...manner, ...replaced(session, after) };
      const done = this.activity.during(() => session.ask(text, prepare, asking), "elsewhere");
      const cancelling = token.onCancellationRequested(() => void session.stop());
      if (token.isCancellationRequested) void session.stop();
      const run = await done.finally(() => {
        cancelling.dispose();
      });
      this.telemetry.runEnded(run);
      this.log.info(`run ${run.runId} ${run.outcome} after ${run.totals.durationMs ?? 0} ms`);
      return { chatId: session.id, runId: run.runId, run };
    } catch (error) {
      if (!(error instanceof NotAskedError)) this.telemetry.questionRefused(error);
      throw error;
    } finally {
      listening.dispose();
      session.dispose();
    }
  }

  /** Remembers a run for the next question about it, in any chat. */
  pointAt(place: ChatPlace | null): void {
    this.pointedAt = place;
  }

  /** Returns the remembered run, once. */
  takePointedAt(): ChatPlace | null {
    const place = this.pointedAt;
    this.pointedAt = null;
    return place;
  }

  /** Returns a run of a chat; undefined when it is gone. */
  async find({ chatId, runId }: ChatPlace): Promise<RunRecord | undefined> {
    const session = await ChatSession.open(chatId, this.place(true)).catch(() => undefined);
    session?.dispose();
    return session?.runs.find((run) => run.runId === runId);
  }

  /** Keeps the user's rating of a run's answer. Returns the run; undefined when it is gone or has no answer. */
  async rate({ chatId, runId }: ChatPlace, rating: Rating): Promise<RunRecord | undefined> {
    const session = await ChatSession.open(chatId, this.place(true)).catch(() => undefined);
    if (session === undefined) return undefined;
    try {
      const run = session.runs.find((one) => one.runId === runId);
      const standing = run === undefined ? null : standingReply(run);
      const rated = standing === null ? undefined : session.rate(runId, standing.place, rating);
      await session.flush();
      return rated;
    } finally {
      session.dispose();
    }
  }

  private async open(after: ChatPlace | null, agreed: boolean): Promise<ChatSession> {
    const place = this.place(agreed);
    if (after === null) return ChatSession.open(undefined, place);
    const session = await ChatSession.open(after.chatId, place).catch(() => null);
    if (session?.runs.some(({ runId }) => runId === after.runId) === true) return session;
    session?.dispose();
    return ChatSession.open(undefined, place);
  }

  private place(agreed: boolean): SessionPlace {
    const folder = (name: string): string => Uri.joinPath(this.storage, name).fsPath;
    return {
      folder: folder("chats"),
      runsFolder: folder("runs"),
      confirmCost: (plan) => (agreed ? Promise.resolve(true) : this.confirm(plan)),
      onPool: () => undefined,
      onError: (message) => {
        this.log.error(message);
        void showErrorMessage(message);
      },
    };
  }

  private confirm(plan: Plan): Promise<boolean> {
    return this.confirmation.confirm(plan, {
      // There is no panel here that could show a preview.
      ask: (message, ask = "") => showWarningMessage(message, { modal: true }, ask),
      preview: () => Promise.resolve(false),
    });
  }
}

/**
 * Returns the run that a question replaces: the run after the continued one, if the turns since were removed in the
 * editor's chat.
 */
function replaced(session: ChatSession, after: ChatPlace | null): Asking {
  const at = session.runs.findIndex(({ runId }) => runId === after?.runId);
  const next = at < 0 ? undefined : session.runs[at + 1];
  return next === undefined ? {} : { replaces: next.runId };
}
