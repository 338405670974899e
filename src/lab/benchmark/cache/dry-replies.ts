import type { ServedMember } from "../../../chat/index.ts";
import { type PriceRange, type Tariff, tariffOf, typicalUsd, usdOf, worstUsd } from "../../../core/prices/index.ts";
import { promptBytes } from "../../../core/tokens.ts";
import type { ChatRequest } from "../../../core/ports.ts";
import { KEYWORDS_HEADING, TYPICAL_KEYWORD_TOKENS } from "../../../core/messages/index.ts";
import type { TimedReply, ReplySource } from "./kept-reply.ts";
import type { ReplyCache } from "./reply-cache.ts";
import { requestKey } from "./request-key.ts";

/** Output tokens of an answer by a model that does not think, for the lower end of the estimate. */
const TYPICAL_OUTPUT_TOKENS = 400;

/** Returns the text that stands for a missing reply. */
const placeholderOf = (key: string, choice: number): string => `[missing reply ${key}/${choice}]`;
const PLACEHOLDER = /\[missing reply ([0-9a-f]+)\/\d+\]/gu;

/** A request that would be sent. */
export interface MissingRequest {
  readonly model: string;
  /** Null when a price is unknown. */
  readonly price: PriceRange | null;
  /** Output tokens of each choice. */
  readonly limit: number;
}

/**
 * Simulates a benchmark without sending requests: cached replies are used, and a unique text stands for every other
 * reply. So the missing requests are those that each system really makes, counted once each. The real run may differ: a
 * reply that is cut off or fails changes what comes after it, and models that give exactly the same text make fewer
 * requests to merge.
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

  /** Returns the output limits of the missing replies in a prompt. */
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
