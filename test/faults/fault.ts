import type { ChatFailureKind } from "../../src/core/errors.ts";
import type { ReplyStatus, RunRecord } from "../../src/core/record/index.ts";
import type { Endpoint } from "../../src/core/settings/index.ts";

/** Servers that behave badly in one way. */
export interface FaultyServer {
  readonly baseUrl: string;
  /** Requests that any of them has read. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/**
 * Starts the servers of a fault.
 *
 * @param heard resolves when the run has shown some text of theirs: what arrives together with the end of its
 * connection may never be read
 */
export type Serve = (heard: Promise<void>) => Promise<FaultyServer>;

/** What becomes of a run with one model under a fault. */
export interface Expected {
  /** How that model's reference ends. */
  readonly status: ReplyStatus;
  /** Whether what came is merged although it is cut off. */
  readonly isUsed?: true;
  /** The kind of its failure; absent when no call of the model fails. */
  readonly kind?: ChatFailureKind;
  /** What the user must see of it; absent when there is nothing to be seen. */
  readonly sees?: RegExp;
  /** The reference's text, as far as it is kept; absent for a whole answer, or for none where the call failed. */
  readonly text?: string;
  /** Requests that the server reads. */
  readonly requests: number;
  /** Who merges in the end; absent for the aggregator that was chosen. */
  readonly mergedBy?: string;
  /** How often the user is told that it is tried again; absent for never. */
  readonly retries?: number;
  /** What else must hold. */
  readonly also?: (record: RunRecord) => void;
}

/** One thing that goes wrong with a model server. */
export interface Fault {
  readonly name: string;
  readonly serve: Serve;
  /** What the settings say about its endpoint. */
  readonly endpoint?: Partial<Endpoint>;
  /** Whether the model under the fault merges the answers, too: then all draws are equal, and one request. */
  readonly merges?: boolean;
  readonly expected: Expected;
}
