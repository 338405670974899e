import * as v from "valibot";
import type { Server } from "../../servers/index.ts";
import { describeFailure, StreamError } from "../../requests/index.ts";
import { listLimits, readJson } from "./read-json.ts";

/** What may still be spent with a key, in US dollars. */
export interface KeyBudget {
  /** Null for a key without a limit; what the account has left then only its owner can see. */
  readonly limitUsd: number | null;
  readonly usedUsd: number;
  readonly leftUsd: number | null;
}

const amount = v.fallback(v.nullable(v.number()), null);
const keySchema = v.object({ data: v.object({ limit: amount, limit_remaining: amount, usage: v.number() }) });

/**
 * What is left on the key of an OpenRouter endpoint. Costs nothing.
 *
 * @returns null for servers that keep no such account, and without a key
 * @throws ChatError when the key is refused, or the server does not answer
 */
export async function keyBudget(server: Server, signal: AbortSignal): Promise<KeyBudget | null> {
  if (server.kind !== "openrouter" || server.apiKey === null) return null;
  const received = v.safeParse(keySchema, await readJson(server, { path: "key" }, listLimits, signal));
  if (!received.success) {
    const odd = new StreamError("it did not say what is left on the key.");
    throw describeFailure(odd, { reference: null, server, signal, begun: false, partialTexts: [] });
  }
  const { limit, limit_remaining: remaining, usage } = received.output.data;
  // The limit may count a month, and the usage everything: only the server knows what remains of the one.
  return {
    limitUsd: limit,
    usedUsd: usage,
    leftUsd: limit === null ? null : (remaining ?? Math.max(0, limit - usage)),
  };
}
