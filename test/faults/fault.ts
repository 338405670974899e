import type { ChatFailureKind } from "../../src/core/errors.ts";
import type { ReplyStatus, RunRecord } from "../../src/core/record/index.ts";
import type { Endpoint } from "../../src/core/endpoints/index.ts";

/** One or more servers that misbehave in one way. */
export interface FaultyServer {
  readonly baseUrl: string;
  /** Number of requests that the servers have read. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/**
 * Starts the servers of a fault.
 *
 * @param heard resolves when the run has shown some of the servers' text: text that arrives together with the end of
 *   its connection may never be read
 */
export type Serve = (heard: Promise<void>) => Promise<FaultyServer>;

/** The expected result of a run with one model under a fault. */
export interface Expected {
  /** The final status of that model's reference. */
  readonly status: ReplyStatus;
  /** Whether the text is merged although it is cut off. */
  readonly isUsed?: true;
  /** The kind of the failure; absent when no call of the model fails. */
  readonly kind?: ChatFailureKind;
  /** The message that the user must see; absent for none. */
  readonly sees?: RegExp;
  /** The reference's text, as far as it is kept; absent for a whole answer, or for no text when the call failed. */
  readonly text?: string;
  /** Number of requests that the server reads. */
  readonly requests: number;
  /** The model that merges in the end; absent for the chosen aggregator. */
  readonly mergedBy?: string;
  /** Number of retries that are reported to the user; absent for none. */
  readonly retries?: number;
  /** Checks further expectations. */
  readonly also?: (record: RunRecord) => void;
}

/** A fault of a model server. */
export interface Fault {
  readonly name: string;
  readonly serve: Serve;
  /** The settings of its endpoint. */
  readonly endpoint?: Partial<Endpoint>;
  /** Whether the model under the fault also merges the answers: then all draws are equal, and form one request. */
  readonly merges?: boolean;
  readonly expected: Expected;
}
