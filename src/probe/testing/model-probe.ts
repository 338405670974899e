import type { TokenPrices } from "../../core/ports.ts";
import type { Endpoint } from "../../core/settings/index.ts";

/** What came out about one model of an endpoint. Holds no secret. Null stands for what is not known. */
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
   * Whether runs can use it: `partly` where something that the method wants does not come, `listed` where it was not
   * asked and only what the server says of it is known.
   */
  readonly outcome: "works" | "partly" | "fails" | "listed";
  /** False when the reply came in one piece. */
  readonly streaming: boolean | null;
  /** `promised` is what a server says without having been asked to answer. */
  readonly logprobs: "given" | "promised" | "refused" | "missing" | null;
  /** Several choices in one request; `single` for kinds of servers that runs ask one by one. */
  readonly choices: "given" | "refused" | "ignored" | "single" | null;
  readonly thinking: boolean | null;
  /** How many numbers an embedding by it has. */
  readonly embeddings: number | null;
  readonly contextTokens: number | null;
  /** Whether it reads pictures; absent where the server does not say. */
  readonly vision?: boolean;
  readonly prices: TokenPrices | null;
  readonly firstTokenMs: number | null;
  /** What testing it cost, in US dollars. */
  readonly costUsd: number | null;
  /** Fields of a run's requests that it refuses. */
  readonly refusedFields: readonly string[];
  /** Sentences: causes and what to do. */
  readonly notes: readonly string[];
}
