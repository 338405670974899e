import * as v from "valibot";
import type { Server } from "../../servers/index.ts";
import { describeFailure, StreamError } from "../../requests/index.ts";
import { listLimits, readJson } from "./read-json.ts";

/** How much can still be spent with a key, in US dollars. */
export interface KeyBudget {
  /** Null for a key without a limit. In that case only the account's owner can see the remaining balance. */
  readonly limitUsd: number | null;
  readonly usedUsd: number;
  readonly leftUsd: number | null;
}

const amount = v.fallback(v.nullable(v.number()), null);
const keySchema = v.object({ data: v.object({ limit: amount, limit_remaining: amount, usage: v.number() }) });

/**
 * Resolves with the remaining budget of an OpenRouter endpoint's key. Costs nothing.
 *
 * @returns null for servers without such an account, and without a key
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
  // The limit may be monthly and the usage total, so only the server knows the remainder.
  return {
    limitUsd: limit,
    usedUsd: usage,
    leftUsd: limit === null ? null : (remaining ?? Math.max(0, limit - usage)),
  };
}
