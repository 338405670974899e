import type { RunEvent } from "../core/record/index.ts";
import { EventFile } from "./event-file.ts";
import { isPiece } from "./join-deltas.ts";
import { keepingEvent } from "./kept-record.ts";
import type { OpenedChat } from "./read-chat.ts";
import { type InConversation, withoutShared } from "./shared-conversation.ts";

/**
 * The file of one chat: the events of its runs, and of the choices that come long after them. Pieces of replies are not
 * among them: each reply stands whole in the event of its end, and until then in its run's own file, so that a chat opens
 * fast. Several windows may write to it; each adds whole lines.
 */
export class ChatFile extends EventFile {
  private before: InConversation | null = null;

  /** @param onError told once when the file cannot be written; the chat goes on in memory, and writing is tried again */
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

  /** Goes on with a chat that was read: what its last run has of the conversation need not be written again. */
  goOn({ runs, recovered, bytes }: OpenedChat): void {
    this.wasRead(bytes);
    const last = runs.at(-1);
    if (last !== undefined) this.before = { runId: last.runId, conversation: last.asked.conversation };
    for (const run of recovered) super.append(run.runId, keepingEvent(run));
  }
}
