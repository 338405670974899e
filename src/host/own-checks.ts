import type { Disposable } from "vscode";
import type { EventOf } from "../core/record/index.ts";
import type { ChatSession } from "./chat-session.ts";
import type { ModelSource } from "./model-source.ts";

/** Runs answers of the shown chat on examples of the reader's own. */
export class OwnChecks implements Disposable {
  private readonly session: () => Promise<ChatSession>;
  private readonly source: ModelSource;
  private readonly onNotice: (message: string) => void;
  private stopping = new AbortController();

  /** @param onNotice called with a sentence when a layer of the sandbox's protection is missing */
  constructor(session: () => Promise<ChatSession>, source: ModelSource, onNotice: (message: string) => void) {
    this.session = session;
    this.source = source;
    this.onNotice = onNotice;
  }

  /**
   * Runs the answers of a run, and keeps the outcomes in its record. Resolves with the outcomes.
   *
   * @throws Error in a sentence when nothing can be run; the signal's reason when it was stopped
   */
  async check(runId: string, text: string, signal?: AbortSignal): Promise<EventOf<"own-examples">> {
    const { sharedSandbox } = await import("../assembly/index.ts");
    const sandbox = sharedSandbox(this.source.checkingFolders, this.onNotice);
    const stops = [this.stopping.signal, ...(signal === undefined ? [] : [signal])];
    return (await this.session()).checkOwn(runId, text, sandbox, AbortSignal.any(stops));
  }

  /** Stops what is running: nobody sees the outcome any more. */
  stop(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
  }

  dispose(): void {
    this.stopping.abort();
  }
}
