import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  Uri,
  window,
} from "vscode";
import type { ContextItem } from "../core/enhancement/prompts.ts";
import { messageOf } from "../core/errors.ts";
import { replyOf, type RunRecord } from "../core/run-record.ts";
import type { panelCommands } from "../protocol/messages.ts";
import { Attachments } from "./attachments.ts";
import { ChatSession, NotAskedError } from "./chat-session.ts";
import { ChatView, type PanelRequests } from "./chat-view.ts";
import type { ModelSource } from "./model-source.ts";
import type { Telemetry } from "./telemetry.ts";

const CHAT_KEY = "smcs.chat";

/** Connects panel, chat and models: whatever is asked anywhere in the editor comes through here. */
export class ChatController implements Disposable {
  readonly view: ChatView;
  readonly attachments = new Attachments();
  private readonly context: ExtensionContext;
  private readonly source: ModelSource;
  private readonly log: LogOutputChannel;
  private readonly telemetry: Telemetry;
  private readonly chose = new EventEmitter<RunRecord>();
  private readonly taught = new EventEmitter<RunRecord>();
  private session: Promise<ChatSession>;
  private current: ChatSession | null = null;

  /** Fires with a run of which the user has just made a candidate the reply. */
  readonly onDidChoose = this.chose.event;
  /** Fires with a run that the user wants in the question bank. */
  readonly onDidTeach = this.taught.event;

  constructor(context: ExtensionContext, source: ModelSource, log: LogOutputChannel, telemetry: Telemetry) {
    this.context = context;
    this.source = source;
    this.log = log;
    this.telemetry = telemetry;
    this.view = new ChatView(context.extensionUri, this.panelRequests());
    this.session = this.openSession(context.workspaceState.get<string>(CHAT_KEY));
    source.onDidChange(() => {
      this.view.post({ type: "status", status: source.status() });
    });
    this.attachments.onDidChange(() => {
      this.view.post({ type: "attached", attached: this.attachments.labels });
    });
  }

  /** Shows the panel and asks the question there; resolves with the run when it has ended. */
  async ask(text: string): Promise<RunRecord | undefined> {
    await this.show();
    return this.answer(text);
  }

  /** Shows the panel with a question begun. */
  async compose(text: string): Promise<void> {
    await this.show();
    this.view.post({ type: "compose", text });
  }

  /** The last run of the chat that has a reply; undefined when there is none. */
  async lastAnswered(): Promise<RunRecord | undefined> {
    return (await this.session).runs.findLast((run) => run.outcome !== "running" && replyOf(run) !== null);
  }

  async stop(): Promise<void> {
    await (await this.session).stop();
  }

  /** Leaves the current chat, which stays on disk, and begins an empty one. */
  async newChat(): Promise<void> {
    const old = this.session;
    // Replaced before anything is awaited: a question asked meanwhile belongs to the new chat.
    this.session = this.leave(old).then(() => this.openSession(undefined));
    await this.session;
  }

  private async leave(session: Promise<ChatSession>): Promise<void> {
    const old = await session;
    await old.stop();
    old.dispose();
    await this.context.workspaceState.update(CHAT_KEY, undefined);
  }

  /** Writes down what is not on disk yet. */
  async flush(): Promise<void> {
    await (await this.session).flush();
  }

  dispose(): void {
    this.view.dispose();
    this.chose.dispose();
    this.taught.dispose();
    this.current?.dispose();
  }

  private async show(): Promise<void> {
    await commands.executeCommand(`${ChatView.id}.focus`);
  }

  /** Runs a question; what stops it is told in the panel, nothing that was typed or attached is lost. */
  private async answer(text: string): Promise<RunRecord | undefined> {
    let attached: readonly ContextItem[] = [];
    try {
      const session = await this.session;
      const run = await session.ask(text, async () => {
        await this.context.workspaceState.update(CHAT_KEY, session.id);
        const sources = await this.source.sources();
        attached = this.attachments.take();
        return { sources, context: attached };
      });
      this.telemetry.runEnded(run);
      return run;
    } catch (error) {
      this.attachments.giveBack(attached);
      this.view.post({ type: "compose", text });
      if (error instanceof NotAskedError) return undefined;
      this.log.error(messageOf(error));
      this.view.post({ type: "failure", message: messageOf(error) });
      return undefined;
    }
  }

  private async openSession(id: string | undefined): Promise<ChatSession> {
    const session = await ChatSession.open(id, {
      folder: Uri.joinPath(this.context.globalStorageUri, "chats").fsPath,
      runsFolder: Uri.joinPath(this.context.globalStorageUri, "runs").fsPath,
      confirmCost: async (plan) => (await import("./commands/confirm-cost.ts")).confirmCost(plan),
      onError: (message) => {
        this.log.error(message);
        void window.showErrorMessage(message);
      },
    });
    session.onEvent(({ runId, event }) => {
      this.view.post({ type: "event", runId, event });
      if (event.type === "warning") this.log.warn(event.message);
      if (event.type === "reference-end" && event.error !== null) this.log.warn(`${event.model}: ${event.error}`);
      if (event.type === "run-end") this.log.info(`run ${runId} ${event.outcome} after ${event.durationMs} ms`);
    });
    this.current = session;
    this.view.refresh();
    return session;
  }

  private panelRequests(): PanelRequests {
    return {
      snapshot: () => ({
        type: "snapshot",
        runs: [...(this.current?.runs ?? [])],
        status: this.source.status(),
        attached: this.attachments.labels,
      }),
      handle: async (message) => {
        switch (message.type) {
          case "ask":
            await this.answer(message.text);
            return;
          case "stop":
            return this.stop();
          case "choose": {
            const chosen = (await this.session).choose(message.runId, message.draw);
            if (chosen !== undefined) this.chose.fire(chosen);
            return;
          }
          case "teach": {
            const run = (await this.session).runs.find(({ runId }) => runId === message.runId);
            if (run !== undefined) this.taught.fire(run);
            return;
          }
          case "detach":
            this.attachments.remove(message.label);
            return;
          case "command":
            await runPanelCommand(message.command);
        }
      },
    };
  }
}

async function runPanelCommand(command: (typeof panelCommands)[number]): Promise<void> {
  if (command === "smcs.openSettings") await commands.executeCommand("workbench.action.openSettings", "@ext:smcs.smcs");
  else await commands.executeCommand(command);
}
