import type { RunEvent } from "../core/record/index.ts";
import { EventFile } from "./event-file.ts";
import { isPiece } from "./join-deltas.ts";
import { keepingEvent } from "./kept-record.ts";
import type { OpenedChat } from "./read-chat.ts";
import { type InConversation, withoutShared } from "./shared-conversation.ts";

/**
 * The file of one chat: the events of its runs, and of later choices. Pieces of replies are left out, so that a chat
 * opens fast: the event that ends a reply has the whole reply, and until then the pieces are in the run's own file.
 * Several windows may write to the file; each adds whole lines.
 */
export class ChatFile extends EventFile {
  private before: InConversation | null = null;

  /**
   * @param onError called once when the file cannot be written; the chat continues in memory, and writing is retried
   */
  constructor(file: string, onError: (message: string) => void) {
    super(file, { what: "The chat", onError });
  }

  /** Adds an event of a run. */
  override append(runId: string, event: RunEvent): void {
    if (isPiece(event)) return;
    if (event.type !== "run-start") {
      super.append(runId, event);
      return;
    }
    const at = new Date().toISOString();
    super.append(runId, { ...withoutShared(event, this.before), at } as RunEvent);
    this.before = { runId, conversation: event.question.conversation };
  }

  /** Continues a chat that was read. The conversation of its last run need not be written again. */
  goOn({ runs, recovered, bytes }: OpenedChat): void {
    this.wasRead(bytes);
    const last = runs.at(-1);
    if (last !== undefined) this.before = { runId: last.runId, conversation: last.asked.conversation };
    for (const run of recovered) super.append(run.runId, keepingEvent(run));
  }
}
