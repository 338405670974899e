import type { TokenPrices } from "../../core/ports.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";

/** The test result of one model of an endpoint. Contains no secret. Null stands for unknown. */
export interface ModelProbe {
  /** The endpoint's name in the settings. */
  readonly endpoint: string;
  /** The server's own id. */
  readonly model: string;
  readonly kind: Endpoint["kind"];
  readonly origin: string;
  /** ISO 8601. */
  readonly testedAt: string;
  /**
   * Whether runs can use the model. `partly`: something that the method wants is missing. `listed`: the model was not
   * asked and only the server's facts about it are known.
   */
  readonly outcome: "works" | "partly" | "fails" | "listed";
  /** False when the reply came in one piece. */
  readonly streaming: boolean | null;
  /** `promised`: the server's claim, without a request to the model. */
  readonly logprobs: "given" | "promised" | "refused" | "missing" | null;
  /** Several choices in one request; `single` for kinds of servers that runs ask for one choice at a time. */
  readonly choices: "given" | "refused" | "ignored" | "single" | null;
  readonly thinking: boolean | null;
  /** Length of its embeddings. */
  readonly embeddings: number | null;
  readonly contextTokens: number | null;
  /** Whether it reads pictures; absent when the server does not say. */
  readonly vision?: boolean;
  readonly prices: TokenPrices | null;
  readonly firstTokenMs: number | null;
  /** Cost of the test, in US dollars. */
  readonly costUsd: number | null;
  /** Fields of a run's requests that it refuses. */
  readonly refusedFields: readonly string[];
  /** Sentences: causes and advice. */
  readonly notes: readonly string[];
}
