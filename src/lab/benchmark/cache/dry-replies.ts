import type { ServedMember } from "../../../chat/index.ts";
import { type PriceRange, type Tariff, tariffOf, typicalUsd, usdOf, worstUsd } from "../../../core/prices/index.ts";
import { promptBytes } from "../../../core/tokens.ts";
import type { ChatRequest } from "../../../core/ports.ts";
import { KEYWORDS_HEADING, TYPICAL_KEYWORD_TOKENS } from "../../../core/messages/index.ts";
import type { TimedReply, ReplySource } from "./kept-reply.ts";
import type { ReplyCache } from "./reply-cache.ts";
import { requestKey } from "./request-key.ts";

/** Output tokens of an answer of a model that does not think, for the lower end. */
const TYPICAL_OUTPUT_TOKENS = 400;

/** Stands for a reply that nobody has given yet. */
const placeholderOf = (key: string, choice: number): string => `[missing reply ${key}/${choice}]`;
const PLACEHOLDER = /\[missing reply ([0-9a-f]+)\/\d+\]/gu;

/** A request that would be sent. */
export interface MissingRequest {
  readonly model: string;
  /** Null where a price is unknown. */
  readonly price: PriceRange | null;
  /** Output tokens of each choice. */
  readonly limit: number;
}

/**
 * Plays a benchmark without asking anybody: what is kept is as it is, and in the place of every other reply stands a
 * text of its own. So the requests that would be sent are those that any system really makes, counted once each. A
 * reply that is cut off or fails when it is really asked for changes what comes after it, and models that say the same,
 * word for word, make fewer requests to merge.
 */
export class DryReplies implements ReplySource {
  /** By request key. */
  readonly missing = new Map<string, MissingRequest>();
  private readonly cache: Pick<ReplyCache, "kept">;

  constructor(cache: Pick<ReplyCache, "kept">) {
    this.cache = cache;
  }

  reply(member: ServedMember, request: ChatRequest): Promise<TimedReply> {
    const key = requestKey(member, request);
    const kept = this.cache.kept(key);
    if (kept !== undefined) return kept;
    if (!this.missing.has(key)) this.missing.set(key, this.missingRequest(member, request));
    const choices = Array.from({ length: request.choices }, (_, choice) => ({
      text: placeholderOf(key, choice),
      thinking: "",
      finish: "stop" as const,
      logprobs: request.logprobs ? [0] : null,
      failure: null,
    }));
    const reply = { choices, usage: null, costUsd: null, servedBy: member.reference };
    return Promise.resolve({ reply, durationMs: 0 });
  }

  private missingRequest({ name, servers }: ServedMember, request: ChatRequest): MissingRequest {
    const { messages, choices, sampling } = request;
    const limit = sampling.maxOutputTokens;
    const merged = this.limitsIn(request);
    const known = messages.map((message) => ({ ...message, content: message.content.replace(PLACEHOLDER, "") }));
    const size = { promptBytes: promptBytes(known), choices };
    const tariffs = servers.map(tariffOf);
    const [first] = tariffs;
    const priced = tariffs.filter((tariff) => tariff !== null);
    if (first == null || priced.length < tariffs.length) return { model: name, price: null, limit };
    const short = isForKeywords(request) ? Math.min(TYPICAL_KEYWORD_TOKENS, limit) : typicalOutput(limit);
    const low =
      typicalUsd(first, { ...size, outputTokens: short }) + usdOf(first.least, sum(merged.map(typicalOutput)), 0);
    const worst = (tariff: Tariff): number =>
      worstUsd(tariff, { ...size, outputTokens: limit }) + choices * usdOf(tariff.most, sum(merged), 0);
    return { model: name, price: { low, high: sum(priced.map(worst)) }, limit };
  }

  /** Returns output tokens that the replies in a prompt were allowed which nobody has given yet. */
  private limitsIn({ messages }: ChatRequest): number[] {
    return messages.flatMap(({ content }) =>
      Array.from(content.matchAll(PLACEHOLDER), ([, key = ""]) => this.missing.get(key)?.limit ?? 0),
    );
  }
}

function isForKeywords({ messages }: ChatRequest): boolean {
  return messages.some(({ role, content }) => role === "system" && KEYWORDS_HEADING.test(content));
}

function typicalOutput(limit: number): number {
  return Math.min(TYPICAL_OUTPUT_TOKENS, limit);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
