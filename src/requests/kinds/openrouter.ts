import { type Complaint, explainComplaint, type Explanation, statusAndWords } from "../../failures/index.ts";
import type { EndpointKind } from "./kinds.ts";

/** OpenRouter's plugin that is on by default for models with little context: it would shorten references silently. */
const COMPRESSION = "context-compression";

/**
 * OpenRouter: one address for many providers with different features. `HTTP-Referer` and `X-OpenRouter-Title` are not
 * sent, because they only serve its public rankings.
 */
export const openrouter: EndpointKind = {
  // Providers ignore `n`.
  manyChoices: false,

  body(body) {
    const { provider, plugins = [], logprobs } = body;
    const own = plugins as readonly { readonly id?: unknown }[];
    const compression = own.some(({ id }) => id === COMPRESSION) ? [] : [{ id: COMPRESSION, enabled: false }];
    return {
      ...body,
      plugins: [...own, ...compression],
      // A provider would silently ignore fields that it does not support.
      ...(logprobs === true ? { provider: { require_parameters: true, ...(provider as object | undefined) } } : {}),
    };
  },

  explain(complaint) {
    const { status } = complaint;
    const full = withProvider(complaint);
    if (status === 402 || (status === 403 && source(full) !== undefined)) return ofMoney(full);
    if (status === 404 && /no endpoints found/i.test(full.said)) {
      const text = `no provider can do what is asked, ${statusAndWords(full)}. Check the model's id, and the privacy settings at openrouter.ai.`;
      return { kind: "not-found", text, transient: false, status };
    }
    return full === complaint ? null : explainComplaint(full);
  },
};

/** Adds the message of the provider behind OpenRouter. */
function withProvider(complaint: Complaint): Complaint {
  const { provider_name: name, raw } = complaint.metadata;
  if (typeof name !== "string") return complaint;
  const words = typeof raw === "string" ? `: ${raw.replace(/\s+/g, " ").slice(0, 200)}` : "";
  return { ...complaint, said: `${complaint.said}; ${name}${words}` };
}

/** Returns the name of the exceeded limit. */
function source({ metadata, said }: Complaint): unknown {
  return (
    metadata["limit_source"] ??
    metadata["reason"] ??
    (/key limit exceeded/i.test(said) ? "openrouter_key_limit" : undefined)
  );
}

function ofMoney(complaint: Complaint): Explanation {
  const { status, metadata, retryAfterMs } = complaint;
  const words = statusAndWords(complaint);
  const known = { ...(status === null ? {} : { status }), ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  if (metadata["reason"] === "in_flight_budget_exhausted") {
    const text = `other requests have reserved the rest of the account's credit, ${words}. Wait, or lower the endpoint's concurrency.`;
    return { kind: "rate-limited", text, transient: true, ...known };
  }
  return { kind: "payment", text: adviceOn(complaint, words), transient: false, ...known };
}

function adviceOn(complaint: Complaint, words: string): string {
  if (complaint.metadata["reason"] === "weight_exceeds_budget")
    return `this request alone could cost more than the account has, ${words}. Lower smcs.maxOutputTokens, or add credit.`;
  if (/key_limit|guardrail|workspace/.test(String(source(complaint))))
    return `the limit of the key or its workspace is used up, ${words}. Raise it at openrouter.ai/settings/keys.`;
  return `the account has too little credit, ${words}. Add credit, or lower smcs.maxOutputTokens.`;
}
