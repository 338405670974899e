import { type Explanation, final, passing } from "./explanation.ts";
import type { Complaint } from "./complaint.ts";
import { LOGIN_WANTED } from "./explain-connection.ts";

/** Returns the explanation of a server's refusal or error, when its kind has no explanation of its own. */
export function explainComplaint(complaint: Complaint): Explanation {
  const { status, retryAfterMs } = complaint;
  return {
    ...(lengthTrouble(complaint) ?? ofStatus(complaint)),
    ...(status === null ? {} : { status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

/** Returns `HTTP 502 (overloaded)` or `error 502 in its reply (overloaded)`. */
export function statusAndWords({ status, inReply, said }: Complaint): string {
  const name = inReply ? `error ${status ?? ""} in its reply` : `HTTP ${status ?? ""}`;
  return said === "" ? name : `${name} (${said})`;
}

/** Names of a prompt that is too long, by OpenAI, llama.cpp and OpenRouter. */
const LENGTH_NAMES = ["context_length_exceeded", "exceed_context_size_error", "string_too_long"];

/** Messages about a too long prompt by vLLM, SGLang, OpenAI, OpenRouter, LM Studio and others. */
const LENGTH_WORDS =
  /context (length|size|window)|maximum model length|prompt is too long|exceeds? the model's max(imum)?|input tokens exceed/i;

/** llama.cpp's message about a too long text to embed, which comes with the status of an internal failure. */
const LENGTH_FAILURES = /too large to process|exceeds the available context size/i;

/** The two numbers in the message: the requested tokens and the available tokens. */
const ASKED = [
  /for a total of (?:at least )?(\d+)/i,
  /requested (?:about |a total of )?(\d+) tokens/i,
  /(?:request|prompt|input|messages)[^.;\d]{0,40}?\(?(?:length |has |resulted in )?(\d+) (?:input )?tokens/i,
  /\(length (\d+)\)/i,
  /too long: (\d+) tokens/i,
];
const ROOM = [
  /(?:maximum |model's )?context (?:length|size|window)(?: is| of)?(?: only)? \(?(\d+)/i,
  /maximum model length of (\d+)/i,
  /limit of (\d+) tokens/i,
  /> (\d+) maximum/i,
  /current batch size: (\d+)/i,
];

/** Explains that a prompt, alone or with its answer, exceeds the model's context; returns null for other failures. */
function lengthTrouble({ status, said, names, fields }: Complaint): Explanation | null {
  const named = names.some((name) => LENGTH_NAMES.includes(name));
  const refused = (status === 400 || status === 413 || status === 422) && LENGTH_WORDS.test(said);
  if (!named && !refused && !(status === 500 && LENGTH_FAILURES.test(said))) return null;
  const asked = count(fields["n_prompt_tokens"]) ?? firstNumber(ASKED, said);
  const room = count(fields["n_ctx"]) ?? firstNumber(ROOM, said);
  const numbers = asked === null || room === null ? said : `${asked} tokens where ${room} have room`;
  const text = `prompt and answer are too long for the model's context: ${numbers}. Set the model's contextTokens so that prompts are cut to fit, lower smcs.maxOutputTokens, or extend the context on the server.`;
  return final("too-long", text);
}

function count(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function firstNumber(patterns: readonly RegExp[], said: string): number | null {
  const found = patterns.map((pattern) => pattern.exec(said)?.[1]).find((digits) => digits !== undefined);
  return found === undefined ? null : Number(found);
}

/** A limit that waiting does not lift. */
const USED_UP = /insufficient_quota|billing|credit balance|out of credits?|exceeded your current quota/i;

/** Ollama's message when a model's arithmetic overflows; it would overflow again. */
const NO_NUMBERS = /unsupported value: (?:NaN|[+-]?Inf)/i;

/** llama.cpp's message when simultaneous answers have filled their shared context. */
const SHARED_CONTEXT = /^context size has been exceeded/i;

/** llama.cpp's message while it loads the model after its start: for seconds, or for minutes from a slow disk. */
const LOADING = /^loading model$/i;
const LOADING_PAUSE_MS = 5000;

function ofStatus(complaint: Complaint): Explanation {
  const { status, said, names, location } = complaint;
  const words = statusAndWords(complaint);
  if (status === null) return { kind: "stream", text: `the server reported an error: ${said}`, transient: true };
  if (status === 429) {
    return [said, ...names].some((word) => USED_UP.test(word))
      ? final("payment", `the account's credit or quota is used up, ${words}. Add credit, or use another endpoint.`)
      : passing("rate-limited", `the rate limit is reached, ${words}. Wait, or lower the endpoint's concurrency.`);
  }
  if (status >= 300 && status < 400) {
    const target = location === null ? "" : `, ${withoutQuery(location)}`;
    return final(
      "connect",
      `the server redirects, and SMCS does not send questions along. Use the final address${target}.`,
    );
  }
  if (status === 503 && LOADING.test(said))
    return {
      ...passing("server", `it is loading its model, ${words}. Ask again in a while.`),
      retryAfterMs: LOADING_PAUSE_MS,
    };
  const known = byStatus[status];
  if (known !== undefined) return known(words);
  if (NO_NUMBERS.test(said))
    return final(
      "rejected",
      `its model computed no numbers for this text, ${words}. Other weights of the model may work.`,
    );
  if (status === 500 && SHARED_CONTEXT.test(said))
    return passing(
      "server",
      `the answers that it writes at the same time share one context, and it is full, ${words}. Lower the endpoint's concurrency, or start llama.cpp with a larger --ctx-size.`,
    );
  if (status >= 500) return passing("server", `the server failed, ${words}. Its log says more.`);
  return final("rejected", `the request was refused, ${words}. A model's "parameters" can add or remove fields.`);
}

const byStatus: Readonly<Record<number, (words: string) => Explanation>> = {
  401: (words) => {
    const advice = 'Set it with "SMCS: Set API Key", or apiKeyEnv for the command line.';
    return final("unauthorized", `the key was refused, ${words}. ${advice}`);
  },
  402: (words) => final("payment", `it wants to be paid first, ${words}. Add credit, or use another endpoint.`),
  403: (words) => final("unauthorized", `access is denied, ${words}. Check what the key may use, and its limits.`),
  404: (words) =>
    final("not-found", `${words}. Check baseUrl and the model's id; "SMCS: Test Endpoints" lists its models.`),
  405: (words) => final("not-found", `${words}. This address does not take such requests. Check baseUrl.`),
  407: () => final("connect", LOGIN_WANTED),
  408: (words) => passing("server", `it gave up waiting, ${words}. Ask again.`),
  409: (words) => passing("server", `it was busy with something else, ${words}. Ask again.`),
  413: (words) => final("too-long", `the request is too large for it or for a proxy before it, ${words}. Attach less.`),
  425: (words) => passing("server", `it is not ready, ${words}. Ask again.`),
  501: (words) => final("server", `it cannot do what is asked, ${words}. Check the endpoint's kind and baseUrl.`),
  503: (words) => passing("server", `it is not ready or overloaded, ${words}. Ask again in a while.`),
  505: (words) => final("server", `it speaks another version of HTTP, ${words}. Check baseUrl.`),
};

/** Returns an address without its query, in which login pages put secrets. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, "");
}
