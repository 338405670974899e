import type { Embedding } from "./embedding.ts";
import type { Picture } from "./pictures.ts";
import type { PackedBank } from "./packed-bank/index.ts";

/** Uniform random numbers in [0, 1). */
export type RandomSource = () => number;

/** Milliseconds on a clock that never runs backwards. */
export type Clock = () => number;

/** Resolves after so many milliseconds of the run's clock; rejects with the signal's reason when that aborts first. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** What is embedded: models with instructions treat a question and a stored text differently. */
export type EmbeddingPurpose = "query" | "document";

/** Turns texts into unit vectors of one embedding space. */
export interface EmbeddingModel {
  readonly space: string;
  /** One embedding per text, in order. Texts longer than the model's window are embedded in pieces and pooled. */
  embed(texts: readonly string[], purpose: EmbeddingPurpose, signal?: AbortSignal): Promise<readonly Embedding[]>;
}

/** What compares replies. */
export interface ReplyEmbedder {
  /** One embedding per text, in order, all of one space. */
  embedReplies(texts: readonly string[], signal?: AbortSignal): Promise<readonly Embedding[]>;
  /** The cosine from which on two replies agree in a space. */
  agreementThreshold(space: string): number;
}

/** Whether two formulas have the same value; null when it cannot be told. */
export type FormulaComparison = (one: string, other: string) => boolean | null | Promise<boolean | null>;

/** The question bank as RPS needs it: one consistent state in memory. */
export interface QuestionBank {
  load(): Promise<PackedBank>;
}

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** Pictures that go with it, to servers that take them; absent for none. */
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
  /** How many choices, at least 1. */
  readonly choices: number;
  /** Whether the tokens' log-probabilities are wanted (the perplexity of Eq. 7 needs them). */
  readonly logprobs: boolean;
  readonly sampling: Sampling;
  readonly seed: number;
  /** How long from now a reply is of use, in milliseconds: nothing waits longer to try again. Null for as long as it takes. */
  readonly usefulForMs: number | null;
  /** Whether another server stands in at once: then nothing is tried again here, nor waited for. */
  readonly hasStandIn?: boolean;
  /** Told each time the request goes out to a server: before that it only waits for its turn. */
  readonly onSent?: () => void;
}

/** A pause of a request that has not failed yet. */
export interface ChatPause {
  /** In words for the user: what went wrong or what is waited for. */
  readonly reason: string;
  /** How long it will be, in milliseconds; null when nobody knows. */
  readonly milliseconds: number | null;
}

/** Text that has just arrived. */
export interface ChatDelta {
  readonly choice: number;
  readonly text: string;
  readonly thinking: string;
  /** The whole choice, where the server says that it is complete before the others of the request are. */
  readonly ended?: ChatChoice;
}

/** One finished choice. Thinking is kept apart from the text: it is no part of the reply. */
export interface ChatChoice {
  readonly text: string;
  readonly thinking: string;
  readonly finish: "stop" | "length" | "other";
  /** Natural log-probabilities of the visible text's tokens; null when the server sent none. */
  readonly logprobs: readonly number[] | null;
  /** Why this choice alone failed, where the others of its request did not; null otherwise. */
  readonly failure: string | null;
}

/** Tokens of one request, all its choices together. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A finished request. */
export interface ChatReply {
  /** As many as were asked for, by choice index. */
  readonly choices: readonly ChatChoice[];
  readonly usage: Usage | null;
  /** US dollars; null when the price is unknown, never 0 in its place. */
  readonly costUsd: number | null;
  /** Model reference that answered, `endpointName/modelId`. */
  readonly servedBy: string;
}

/** A model that can be talked to. */
export interface ChatModel {
  /**
   * @param onPause told when the request waits, for another try for one
   * @throws ChatError when no complete reply came
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

/** One server of a pool member, as far as money, room and second requests depend on it. */
export interface ServerTraits {
  /** The endpoint's name in the settings. */
  readonly name: string;
  /** Null when unknown, never 0 in its place. */
  readonly prices: TokenPrices | null;
  /** What the server costs while it works, in US dollars an hour; null when the user does not say. */
  readonly costPerHourUsd: number | null;
  /** Tokens of prompt and reply together; null when unknown. */
  readonly contextTokens: number | null;
  /** Of the model's own system prompt, in UTF-8. */
  readonly systemBytes: number;
  /** Output tokens that the model's own parameters allow whatever a request says; Infinity where they lift its limit. */
  readonly ownOutputTokens: number;
  /** Whether it is the user's own, so that one more request costs no money. */
  readonly selfHosted: boolean;
  readonly onThisMachine: boolean;
  /** Whether the model reads pictures there; absent where nobody says. */
  readonly vision?: boolean;
}

/** One model of the pool A, whichever endpoints serve it. */
export interface PoolMember {
  /** Its name in the question bank. */
  readonly name: string;
  /** The reference of the endpoint that serves it first, `endpointName/modelId`. */
  readonly reference: string;
  readonly chat: ChatModel;
  /** For a second request beside a late first one: another server where there is one, else the same. */
  readonly second: ChatModel;
  /** The server that answers first, and its stand-ins behind it; at least one. */
  readonly servers: readonly ServerTraits[];
  /** Price of a typical call, for ties in Eq. 5; null when unknown. */
  readonly price: number | null;
  /** False for models that only aggregate or are compared with. */
  readonly referencer: boolean;
  readonly maxOutputTokens: number | null;
}
