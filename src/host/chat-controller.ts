import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type TextEditor,
  type Uri,
} from "vscode";
import { conversationOf, turnsOf } from "../core/conversation/index.ts";
import { replyOf, type RunRecord } from "../core/record/index.ts";
import { messageOf, UnknownToDemoError } from "../core/errors.ts";
import type { CodeTask, ContextKind, Manner, ToPanel } from "../protocol/index.ts";
import { AnswerActions } from "./answer-actions.ts";
import { type Asking, type FurtherWork, NotAskedError, type Prepared } from "./chat-session.ts";
import { ChatView, type PanelRequests } from "./chat-view.ts";
import { QuestionQueue } from "./question-queue.ts";
import type { Attachment } from "./context/attachment.ts";
import { QuestionContext } from "./context/question-context.ts";
import { type ChatWindow, CurrentChat } from "./current-chat.ts";
import type { Learning } from "./bank/learning.ts";
import type { Embedding } from "./embedding/embedding.ts";
import { eventForPanel, forPanel } from "./for-panel.ts";
import type { ModelSource } from "./model-source.ts";
import { OwnChecks } from "./own-checks.ts";
import { PreviewDesk } from "./preview/preview-desk.ts";
import { runPanelCommand } from "./panel-commands.ts";
import { RunActivity } from "./status-bar/run-activity.ts";
import type { Telemetry } from "./telemetry.ts";
import { showErrorMessage } from "./messages.ts";

/** The parts of the extension that a chat works with. */
interface ChatParts {
  readonly embedding: Embedding;
  readonly learning: Learning;
  readonly log: LogOutputChannel;
  readonly telemetry: Telemetry;
}

/** Connects panel, chat and models: every question of the editor passes through here. */
export class ChatController implements Disposable {
  readonly view: ChatView;
  readonly questionContext: QuestionContext;
  readonly answers = new AnswerActions(() => this.chat.session);
  readonly activity = new RunActivity();
  readonly ownChecks: OwnChecks;
  private readonly previews: PreviewDesk;
  private readonly source: ModelSource;
  private readonly embedding: Embedding;
  private readonly learning: Learning;
  private readonly log: LogOutputChannel;
  private readonly telemetry: Telemetry;
  private readonly chat: CurrentChat;
  private readonly queue: QuestionQueue;

  constructor(context: ExtensionContext, source: ModelSource, { embedding, learning, log, telemetry }: ChatParts) {
    this.source = source;
    this.embedding = embedding;
    this.learning = learning;
    this.log = log;
    this.telemetry = telemetry;
    this.view = new ChatView(context.extensionUri, this.panelRequests());
    const post = (message: ToPanel): void => {
      this.view.post(message);
    };
    this.questionContext = new QuestionContext(post, source);
    this.ownChecks = new OwnChecks({ session: () => this.chat.session, source, log, post });
    this.queue = new QuestionQueue(context.workspaceState, this.questionContext.attachments, post);
    this.previews = new PreviewDesk(
      {
        post,
        show: () => this.show(),
        conversation: async () => conversationOf((await this.chat.session).runs),
        attached: () => this.questionContext.attachments.read(),
      },
      source,
    );
    this.chat = new CurrentChat(context, this.chatWindow());
    const postStatus = (): void => {
      post({ type: "status", status: this.source.status() });
    };
    source.onDidChange(postStatus);
    learning.onDidChange((learned) => {
      post({ type: "learned", ...learned });
    });
  }

  /**
   * Shows the panel and asks the question there; resolves with the run when it has ended.
   *
   * @param about attachments that replace the attached ones, which stay for the user's own question
   */
  async ask(text: string, about?: readonly Attachment[]): Promise<RunRecord | undefined> {
    await this.show();
    return this.answer(text, {}, about);
  }

  /**
   * Shows the panel, attaches the selection of an editor, and puts the cursor into the question box. Returns whether the
   * panel could be shown; nothing is attached otherwise.
   */
  async compose(editor?: TextEditor): Promise<boolean> {
    if (!(await this.show()) || !(await this.view.isShown())) return false;
    if (editor !== undefined) await this.tellFailure(() => this.questionContext.attachments.addSelection(editor));
    this.view.post({ type: "focus" });
    return true;
  }

  /** Shows in the panel what asking a question would do; without a text it uses the question box's text. */
  async preview(text?: string): Promise<void> {
    await this.show();
    if (text === undefined) this.view.post({ type: "preview-draft" });
    else await this.previewQuestion(text);
  }

  /** Returns the last run of the chat that has a reply; undefined when there is none. */
  async lastAnswered(): Promise<RunRecord | undefined> {
    const counting = turnsOf((await this.chat.session).runs).map(({ run }) => run);
    return counting.findLast((run) => run.outcome !== "running" && replyOf(run) !== null);
  }

  /** Attaches something to the next question and shows the panel; without a kind, asks the user for it. */
  async addContext(kind: ContextKind | null): Promise<void> {
    await this.tellFailure(() => this.questionContext.add(kind));
    await this.show();
  }

  /** Attaches files to the next question, and shows the panel. */
  async attachFiles(uris: readonly Uri[]): Promise<void> {
    await this.tellFailure(() => this.questionContext.addFiles(uris));
    await this.show();
  }

  /** Stops the running run; queued questions go back to the question box. */
  async stop(): Promise<void> {
    this.previews.end(false);
    this.queue.takeBack();
    await (await this.chat.session).stop();
  }

  /** Leaves the current chat, which stays on disk, and begins an empty one. */
  async newChat(): Promise<void> {
    this.queue.takeBack();
    await this.chat.change(undefined);
  }

  /** The chat that is shown; undefined while no question was asked in it. */
  get currentId(): string | undefined {
    return this.chat.id;
  }

  /** Leaves the current chat and shows another one, at a run if one is named. */
  async open(id: string, runId?: string): Promise<void> {
    if (id !== this.currentId) this.queue.takeBack();
    // A run may have been added elsewhere: by the editor's own chat or by another window.
    await (id === this.currentId ? this.chat.upToDate() : this.chat.change(id));
    if (runId === undefined) await this.show();
    else await this.showRun(runId);
  }

  /** Shows the panel at a run of its chat. */
  async showRun(runId: string): Promise<void> {
    await this.show();
    this.view.post({ type: "show-run", runId });
  }

  /** Resolves when the whole chat is on disk. */
  async flush(): Promise<void> {
    await this.chat.flush();
  }

  dispose(): void {
    this.view.dispose();
    this.answers.dispose();
    this.ownChecks.dispose();
    this.questionContext.dispose();
    this.chat.dispose();
  }

  /** Shows the panel. Returns whether VS Code can do that; an unseen answer stays in the chat. */
  private async show(): Promise<boolean> {
    try {
      await commands.executeCommand(`${ChatView.id}.focus`);
      return true;
    } catch (error) {
      this.log.warn(messageOf(error));
      return false;
    }
  }

  /** Runs a question when it is its turn. The panel shows a failure; typed text and attachments are kept. */
  private answer(
    text: string,
    asking: Asking & Manner = {},
    about?: readonly Attachment[],
  ): Promise<RunRecord | undefined> {
    const { replaces, ...manner } = asking;
    // Does not wait in the queue: a question can no longer replace a run after other questions have followed.
    if (replaces !== undefined) return this.queue.atOnce(() => this.answerNow(text, asking, about));
    return this.queue.inTurn({ text, manner, about }, (items) => this.answerNow(text, asking, items));
  }

  private async answerNow(
    text: string,
    asking: Asking & Manner,
    about: readonly Attachment[] | undefined,
  ): Promise<RunRecord | undefined> {
    const { replaces: _, ...manner } = asking;
    let taken = about ?? [];
    try {
      const session = await this.chat.upToDate();
      const replaced = session.runs.find(({ runId }) => runId === asking.replaces);
      const prepare = async (): Promise<Prepared> => {
        await this.chat.remember(session);
        const sources = await this.source.sources(manner);
        // A repeated question reuses the original attachments.
        if (replaced !== undefined) {
          const { context, tests = [] } = replaced.asked;
          return { sources, context, tests };
        }
        const { context, items } = await this.questionContext.attachments.take(about);
        taken = items;
        const { testsFor } = await import("./context/workspace-tests.ts");
        return { sources, context, tests: await testsFor(sources, items, { text, context }) };
      };
      const run = await this.activity.during(() => session.ask(text, prepare, asking));
      this.telemetry.runEnded(run);
      void this.embedding.afterRun(run);
      return run;
    } catch (error) {
      this.questionContext.attachments.giveBack(taken);
      const back = { type: "not-asked", text, ...manner, replaces: asking.replaces ?? null, failure: null } as const;
      if (error instanceof UnknownToDemoError) {
        const editorModels = await this.source.hasEditorModels();
        this.view.post({ ...back, unknown: { nearest: [...error.nearest], editorModels } });
        return undefined;
      }
      if (error instanceof NotAskedError) {
        this.view.post(back);
        return undefined;
      }
      this.telemetry.questionRefused(error);
      this.log.error(messageOf(error));
      this.view.post({ ...back, failure: messageOf(error) });
      return undefined;
    }
  }

  /** Goes on with an ended run. The panel shows a failure. */
  private async goOn(runId: string, work: FurtherWork): Promise<void> {
    await this.tellFailure(async () => {
      const session = await this.chat.upToDate();
      const sources = (): ReturnType<ModelSource["sources"]> => this.source.sources();
      const before = session.runs.find((run) => run.runId === runId);
      const after = await this.queue.atOnce(() => this.activity.during(() => session.goOn(runId, work, sources)));
      if (before !== undefined) this.answers.tellRetried({ before, after });
    });
  }

  /** Attaches a task's code, unless the user has attached something. */
  private async beginTask(task: CodeTask): Promise<void> {
    const { attachments } = this.questionContext;
    if (attachments.labels.length > 0) return;
    const { codeFor } = await import("./about/ask-about.ts");
    await attachments.add(await codeFor(task));
  }

  /** Shows what asking would do, and asks the question if the user agrees. */
  private async previewQuestion(text: string, manner: Manner = {}): Promise<void> {
    await this.tellFailure(async () => {
      if (await this.previews.preview(text, manner)) await this.answer(text, manner);
    });
  }

  private async tellFailure(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof NotAskedError) return;
      this.log.error(messageOf(error));
      this.view.post({ type: "failure", message: messageOf(error) });
    }
  }

  private chatWindow(): ChatWindow {
    return {
      onPool: (pool) => {
        this.questionContext.knowPool(pool);
      },
      confirmCost: (plan, system) => this.previews.confirmCost(plan, system),
      onError: (message) => {
        this.log.error(message);
        void showErrorMessage(message);
      },
      onEvent: ({ runId, event }) => {
        this.view.post({ type: "event", runId, event: eventForPanel(event) });
        if (event.type === "warning") this.log.warn(event.message);
        if (event.type === "reference-end" && event.error !== null) this.log.warn(`${event.model}: ${event.error}`);
        if (event.type === "run-end") this.log.info(`run ${runId} ${event.outcome} after ${event.durationMs} ms`);
      },
      onOpened: () => {
        this.view.refresh();
      },
    };
  }

  private panelRequests(): PanelRequests {
    return {
      prepare: () => {
        void this.chat.session;
        this.queue.restore();
      },
      closed: () => {
        this.ownChecks.stop();
      },
      snapshot: () => ({
        type: "snapshot",
        runs: (this.chat.shown?.runs ?? []).map(forPanel),
        status: this.source.status(),
        ...this.questionContext.shown,
        preview: this.previews.current,
        queued: this.queue.shown,
        learned: this.learning.from(this.chat.shown?.runs ?? []),
      }),
      handle: async (message) => {
        switch (message.type) {
          case "ask": {
            const { type: _, text, ...asking } = message;
            await this.answer(text, asking);
            return;
          }
          case "preview": {
            const { type: _, text, ...manner } = message;
            return this.previewQuestion(text, manner);
          }
          case "end-preview":
            this.previews.end(message.ask);
            return;
          case "look-up":
            return this.tellFailure(() => this.previews.lookUp(message.ids));
          case "retry":
            return this.goOn(message.runId, message.references);
          case "merge":
            return this.goOn(message.runId, []);
          case "repair":
            return this.goOn(message.runId, "repair");
          case "unqueue":
            this.queue.remove(message.id, message.back);
            return;
          case "stop":
            return this.stop();
          case "use-reference":
          case "choose":
          case "rate":
          case "answer-markdown":
          case "teach":
          case "code":
          case "compare-code":
            return this.tellFailure(() => this.answers.handle(message));
          case "check-own":
            return this.ownChecks.handle(message);
          case "begin-task":
            return this.tellFailure(() => this.beginTask(message.task));
          case "add-context":
          case "attach":
          case "attach-picture":
          case "reveal":
          case "detach":
            return this.tellFailure(() => this.questionContext.handle(message));
          case "command":
            await runPanelCommand(message);
        }
      },
    };
  }
}
