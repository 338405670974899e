import { createContext } from "preact";
import type { Asked, Edited } from "./state.ts";

/** Which reference of which run. */
export interface RetriedReference {
  readonly runId: string;
  readonly model: string;
  /** Which of the model's answers; absent for the first. */
  readonly sample?: number;
}

/** What can be done with the runs of the conversation, and whether it can be done now. */
export interface Flow {
  /** A question is being answered: the next one has to wait. */
  readonly busy: boolean;
  /** The question that is being written anew. */
  readonly edited: Edited | null;
  readonly ask: (asked: Asked) => void;
  /** Opens an earlier question to be written anew, keeps what is written, or gives it up. */
  readonly editQuestion: (edited: Edited | null) => void;
  readonly retry: (reference: RetriedReference) => void;
}

/** Null where nothing can be done: with answers that were replaced. */
export const FlowContext = createContext<Flow | null>(null);
