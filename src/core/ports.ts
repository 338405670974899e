import type { Embedding } from "./embedding.ts";
import type { ModelSpeeds, ReplyTimes } from "./model-speed.ts";
import type { Picture } from "./pictures.ts";
import type { PackedBank } from "./packed-bank/index.ts";

/** Uniform random numbers in [0, 1). */
export type RandomSource = () => number;

/** Returns milliseconds on a clock that never runs backwards. */
export type Clock = () => number;

/**
 * Resolves after this many milliseconds of the run's clock; rejects with the signal's reason when the signal aborts
 * first.
 */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Kind of text to embed: models with instructions treat a question and a stored text differently. */
export type EmbeddingPurpose = "query" | "document";

/** Turns texts into unit vectors of one embedding space. */
export interface EmbeddingModel {
  readonly space: string;
  /**
   * Returns one embedding per text, in order. Texts longer than the model's window are embedded in pieces and pooled.
   */
  embed(texts: readonly string[], purpose: EmbeddingPurpose, signal?: AbortSignal): Promise<readonly Embedding[]>;
}

/** Embeds replies for comparison. */
export interface ReplyEmbedder {
  /** Returns one embedding per text, in order, all in one space. */
  embedReplies(texts: readonly string[], signal?: AbortSignal): Promise<readonly Embedding[]>;
  /** Returns the minimum cosine of two replies that agree in a space. */
  agreementThreshold(space: string): number;
}

/** Whether two formulas have the same value; null when that cannot be decided. */
export type FormulaComparison = (one: string, other: string) => boolean | null | Promise<boolean | null>;

/** The question bank as RPS needs it: one consistent state in memory. */
export interface QuestionBank {
  load(): Promise<PackedBank>;
}

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** Pictures attached to the message, for servers that accept them; absent when there are none. */
  readonly pictures?: readonly Picture[];
}

/** How a model is asked to sample. */
export interface Sampling {
  readonly temperature: number;
  readonly presencePenalty: number;
  readonly maxOutputTokens: number;
}

/** One request to a model for one or several independent choices. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Number of choices, at least 1. */
  readonly choices: number;
  /** Whether to return the tokens' log-probabilities, which the perplexity of Eq. 7 needs. */
  readonly logprobs: boolean;
  readonly sampling: Sampling;
  readonly seed: number;
  /** For how many milliseconds from now a reply is of use: no retry waits longer. Null for no limit. */
  readonly usefulForMs: number | null;
  /**
   * Whether another server takes over at once: then this one is not waited for, and the request is not retried here.
   */
  readonly hasStandIn?: boolean;
  /** Called each time the request goes out to a server; before that it waits in the queue. */
  readonly onSent?: () => void;
}

/** A pause of a request that has not failed yet. */
export interface ChatPause {
  /** In words for the user: what went wrong, or what the request waits for. */
  readonly reason: string;
  /** Expected length in milliseconds; null when unknown. */
  readonly milliseconds: number | null;
}

/** Text that has just arrived. */
export interface ChatDelta {
  readonly choice: number;
  readonly text: string;
  readonly thinking: string;
  /** The whole choice, when the server says that it is complete before the other choices of the request are. */
  readonly ended?: ChatChoice;
}

/** One finished choice. Thinking is separate from the text because it is not part of the reply. */
export interface ChatChoice {
  readonly text: string;
  readonly thinking: string;
  readonly finish: "stop" | "length" | "other";
  /** Natural log-probabilities of the visible text's tokens; null when the server sent none. */
  readonly logprobs: readonly number[] | null;
  /** Why this choice failed although others of its request did not; null otherwise. */
  readonly failure: string | null;
}

/** Tokens of one request, summed over its choices. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A finished request. */
export interface ChatReply {
  /** As many choices as requested, by choice index. */
  readonly choices: readonly ChatChoice[];
  readonly usage: Usage | null;
  /** US dollars; null when the price is unknown, never 0 instead. */
  readonly costUsd: number | null;
  /** Reference of the model that answered, `endpointName/modelId`. */
  readonly servedBy: string;
}

/** A model that answers requests. */
export interface ChatModel {
  /**
   * Sends a request and resolves with the whole reply.
   *
   * @param onPause called when the request waits, for example before a retry
   * @throws ChatError when no complete reply arrived
   */
  chat(
    request: ChatRequest,
    onDelta: (delta: ChatDelta) => void,
    signal: AbortSignal,
    onPause?: (pause: ChatPause) => void,
  ): Promise<ChatReply>;
}

/** US dollars per million tokens. */
export interface TokenPrices {
  readonly promptUsdPerMTok: number;
  readonly completionUsdPerMTok: number;
}

/** The traits of one server of a pool member that matter for cost, context and second requests. */
export interface ServerTraits {
  /** The endpoint's name in the settings. */
  readonly name: string;
  /** Null when unknown, never 0 instead. */
  readonly prices: TokenPrices | null;
  /** Cost of the server while it works, in US dollars per hour; null when the user does not give it. */
  readonly costPerHourUsd: number | null;
  /** Tokens of prompt and reply together; null when unknown. */
  readonly contextTokens: number | null;
  /** Bytes of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
  /** Output tokens that the model's own parameters allow whatever a request says; Infinity when they lift the limit. */
  readonly ownOutputTokens: number;
  /** Whether the server is the user's own, so that one more request costs no money. */
  readonly selfHosted: boolean;
  readonly onThisMachine: boolean;
  /** Whether the model reads pictures on this server; absent when unknown. */
  readonly vision?: boolean;
}

/** How fast models answer, learned from their replies. */
export interface SpeedMemory {
  readonly known: ModelSpeeds;
  /** Keeps the times of replies, by the bank names of their models. Never rejects. */
  readonly keep: (replies: readonly (ReplyTimes & { readonly model: string })[]) => Promise<void>;
}

/** One model of the pool A, whichever endpoints serve it. */
export interface PoolMember {
  /** The model's name in the question bank. */
  readonly name: string;
  /** The reference of the endpoint that serves it first, `endpointName/modelId`. */
  readonly reference: string;
  readonly chat: ChatModel;
  /** Serves a second request beside a late first one: another server where there is one, otherwise the same. */
  readonly second: ChatModel;
  /** The server that answers first, followed by its stand-ins; at least one. */
  readonly servers: readonly ServerTraits[];
  /**
   * Prices of a prompt token and a completion token together, US dollars per million, for ties in Eq. 5; null when
   * unknown.
   */
  readonly price: number | null;
  /** False for models that only aggregate, or that are only compared with others. */
  readonly referencer: boolean;
  readonly maxOutputTokens: number | null;
}
