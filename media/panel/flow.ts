import { createContext } from "preact";
import type { ToHost } from "../../src/protocol/index.ts";
import type { Asked, Edited } from "./state.ts";

/** Which references of which run. */
export type RetriedReferences = Omit<Extract<ToHost, { type: "retry" }>, "type">;

/** What can be done with the runs of the conversation, and whether it can be done now. */
export interface Flow {
  /** A question is being answered: the next one waits for it. */
  readonly busy: boolean;
  /** The question that is being written anew. */
  readonly edited: Edited | null;
  readonly ask: (asked: Asked) => void;
  /** Opens an earlier question to be written anew, keeps what is written, or gives it up. */
  readonly editQuestion: (edited: Edited | null) => void;
  readonly retry: (references: RetriedReferences) => void;
  /** Goes on with a run that was stopped: merges what has arrived. */
  readonly merge: (runId: string) => void;
}

/** Null where nothing can be done: with answers that were replaced. */
export const FlowContext = createContext<Flow | null>(null);
