import { createContext } from "preact";
import type { ToHost } from "../../src/protocol/index.ts";
import type { Asked, Edited } from "./state.ts";

/** How an ended run goes on: models are asked again, the answers so far merged, or the answer corrected. */
export type FurtherWork = Extract<ToHost, { type: "retry" | "merge" | "repair" }>;

/** The actions on the runs of the conversation, and whether they are possible now. */
export interface Flow {
  /** Whether a question is being answered; the next one waits for it. */
  readonly busy: boolean;
  /** The question that is being rewritten. */
  readonly edited: Edited | null;
  readonly ask: (asked: Asked) => void;
  /** Opens an earlier question for rewriting, keeps the rewritten text, or cancels with null. */
  readonly editQuestion: (edited: Edited | null) => void;
  readonly goOn: (work: FurtherWork) => void;
  /** Runs the answers of a run on examples of the reader's own. */
  readonly checkOwn: (runId: string, text: string) => void;
}

/** Null when nothing can be done, as with answers that were replaced. */
export const FlowContext = createContext<Flow | null>(null);
