import type { Disposable, LogOutputChannel } from "vscode";
import { messageOf } from "../core/errors.ts";
import type { EventOf } from "../core/record/index.ts";
import type { ToHost, ToPanel } from "../protocol/index.ts";
import type { ChatSession } from "./chat-session.ts";
import type { ModelSource } from "./model-source.ts";

/** What checks of answers work with. */
interface CheckParts {
  /** Resolves with the session of the shown chat. */
  readonly session: () => Promise<ChatSession>;
  readonly source: ModelSource;
  readonly log: LogOutputChannel;
  readonly post: (message: ToPanel) => void;
}

/** Runs answers of the shown chat on examples of the reader's own. */
export class OwnChecks implements Disposable {
  private readonly parts: CheckParts;
  private stopping = new AbortController();
  private readonly disposing = new AbortController();

  constructor(parts: CheckParts) {
    this.parts = parts;
  }

  /** Handles the panel's request; the panel gets the outcome as an event of the run, or else the reason. */
  async handle({ runId, text }: Extract<ToHost, { type: "check-own" }>): Promise<void> {
    const failure = await this.check(runId, text, this.stopping.signal).then(() => null, messageOf);
    this.parts.post({ type: "own-checked", runId, failure });
  }

  /**
   * Runs the answers of a run, and keeps the outcomes in its record. Resolves with the outcomes.
   *
   * @throws Error in a sentence when nothing can be run; the signal's reason when it was stopped
   */
  async check(runId: string, text: string, signal: AbortSignal): Promise<EventOf<"own-examples">> {
    const { session, source, log } = this.parts;
    const { sharedSandbox } = await import("../assembly/index.ts");
    const sandbox = sharedSandbox(source.checkingFolders, (message) => {
      log.warn(message);
    });
    return (await session()).checkOwn(runId, text, sandbox, AbortSignal.any([this.disposing.signal, signal]));
  }

  /** Stops what the panel asked for: nobody sees the outcome any more. */
  stop(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  dispose(): void {
    this.stopping.abort();
    this.disposing.abort();
  }
}
