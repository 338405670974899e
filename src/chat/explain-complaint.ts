import type { Explanation } from "./explanation.ts";
import { lengthTrouble } from "./length-trouble.ts";
import type { Complaint } from "./transport/complaint.ts";
import { LOGIN_WANTED } from "./transport/explain-connection.ts";

/** What a server's refusal or error means, where its kind has no reading of its own. */
export function explainComplaint(complaint: Complaint): Explanation {
  const { status, retryAfterMs } = complaint;
  return {
    ...(lengthTrouble(complaint) ?? ofStatus(complaint)),
    ...(status === null ? {} : { status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

/** `HTTP 502 (overloaded)` or `error 502 in its reply (overloaded)`. */
export function statusAndWords({ status, inReply, said }: Complaint): string {
  const name = inReply ? `error ${status ?? ""} in its reply` : `HTTP ${status ?? ""}`;
  return said === "" ? name : `${name} (${said})`;
}

/** A limit that waiting does not lift. */
const USED_UP = /insufficient_quota|billing|credit balance|out of credits?|exceeded your current quota/i;

/** Ollama's way of saying that a model's arithmetic overflowed; it would again. */
const NO_NUMBERS = /unsupported value: (?:NaN|[+-]?Inf)/i;

/** llama.cpp's way of saying that the answers that it writes at the same time have filled the context that they share. */
const SHARED_CONTEXT = /^context size has been exceeded/i;

/** llama.cpp's while it reads the model's file after its start: some seconds, minutes from a slow disk. */
const LOADING = /^loading model$/i;
const LOADING_PAUSE_MS = 5000;

function ofStatus(complaint: Complaint): Explanation {
  const { status, said, names, location } = complaint;
  const words = statusAndWords(complaint);
  if (status === null) return { kind: "stream", text: `the server reported an error: ${said}`, transient: true };
  if (status === 429) {
    return [said, ...names].some((word) => USED_UP.test(word))
      ? final("payment", `the account's credit or quota is used up, ${words}. Add credit, or use another endpoint.`)
      : later("rate-limited", `the rate limit is reached, ${words}. Wait, or lower the endpoint's concurrency.`);
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
      ...later("server", `it is loading its model, ${words}. Ask again in a while.`),
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
    return later(
      "server",
      `the answers that it writes at the same time share one context, and it is full, ${words}. Lower the endpoint's concurrency, or start llama.cpp with a larger --ctx-size.`,
    );
  if (status >= 500) return later("server", `the server failed, ${words}. Its log says more.`);
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
  408: (words) => later("server", `it gave up waiting, ${words}. Ask again.`),
  409: (words) => later("server", `it was busy with something else, ${words}. Ask again.`),
  413: (words) => final("too-long", `the request is too large for it or for a proxy before it, ${words}. Attach less.`),
  425: (words) => later("server", `it is not ready, ${words}. Ask again.`),
  501: (words) => final("server", `it cannot do what is asked, ${words}. Check the endpoint's kind and baseUrl.`),
  503: (words) => later("server", `it is not ready or overloaded, ${words}. Ask again in a while.`),
  505: (words) => final("server", `it speaks another version of HTTP, ${words}. Check baseUrl.`),
};

function final(kind: Explanation["kind"], text: string): Explanation {
  return { kind, text, transient: false };
}

function later(kind: Explanation["kind"], text: string): Explanation {
  return { kind, text, transient: true };
}

/** Login pages put secrets into their query. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, "");
}
