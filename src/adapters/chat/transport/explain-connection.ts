import { messageOf } from "../../../core/errors.ts";
import type { Server } from "../chat-target.ts";
import type { Explanation } from "../explanation.ts";
import { causes } from "./causes.ts";

type Advice = readonly [said: string, transient: boolean];

const NO_HTTP = "no HTTP";

/** By the system's or the library's error code. In none of these has a server seen the request. */
const unreached: Readonly<Record<string, Advice>> = {
  ECONNREFUSED: ["connection refused. Is the server running, and is the port right?", false],
  ENOTFOUND: ["the host name is unknown. Check baseUrl.", false],
  EAI_AGAIN: ["the host name could not be looked up. Check the network.", true],
  EHOSTUNREACH: ["the host cannot be reached. Check the network.", true],
  ENETUNREACH: ["the network cannot be reached. Check the network.", true],
  ENETDOWN: ["the network is down. Check the network.", true],
  ETIMEDOUT: ["nothing answers there. Check baseUrl and the network.", true],
  EPROTO: ["it speaks no TLS there. Should baseUrl begin with http://?", false],
  ERR_SSL_WRONG_VERSION_NUMBER: ["it speaks no TLS there. Should baseUrl begin with http://?", false],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ["it speaks no TLS there. Should baseUrl begin with http://?", false],
  CERT_HAS_EXPIRED: ["its certificate has expired. Renew it on the server; no caFile can help.", false],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet. Check the clocks here and there.", false],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "its certificate is for another host. Use the name in it in baseUrl, or set caFile if it is the company's proxy.",
    false,
  ],
};

/** Codes that say that nobody whom we trust has signed the certificate. */
const UNTRUSTED = /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER|GET_CRL)|CERT_(UNTRUSTED|REJECTED|CHAIN_TOO_LONG)/;

/**
 * What it means that a request got no answer, or that the answer broke off.
 *
 * @param begun whether anything of an answer had arrived
 */
export function explainConnection(thrown: unknown, { limits }: Pick<Server, "limits">, begun: boolean): Explanation {
  const chain = [...causes(thrown)];
  // undici's parser leaves its code out.
  const isForeign = chain.some((cause) => cause instanceof Error && cause.name === "HTTPParserError");
  const code = isForeign ? NO_HTTP : (chain.map((cause) => cause.code).find((one) => typeof one === "string") ?? "");
  const root = messageOf(chain.at(-1) ?? thrown);
  if (begun) {
    const reason = code || root;
    return {
      kind: "stream",
      text: `the connection broke off before the answer was complete (${reason}). Ask again.`,
      transient: false,
    };
  }
  const advice =
    unreached[code] ?? ofCertificates(code) ?? ofTheProxy(chain) ?? ofTimeOrPort(code, root, limits.connectMs);
  if (advice !== null) return { kind: "connect", text: advice[0], transient: advice[1] };
  const text = `no answer (${code || root}). The server's log may say more.`;
  // What is no trouble of a connection would be the same at the next try.
  return { kind: "stream", text, transient: code !== "" };
}

function ofCertificates(code: string): Advice | null {
  if (!UNTRUSTED.test(code)) return null;
  return [`its certificate is signed by nobody who is trusted here (${code}). Set caFile to its issuer's.`, false];
}

function ofTheProxy(chain: readonly unknown[]): Advice | null {
  const status = chain
    .map((cause) => /Proxy\D*\((\d{3})\)/.exec(messageOf(cause))?.[1])
    .find((one) => one !== undefined);
  if (status === undefined) return null;
  return status === "407"
    ? [LOGIN_WANTED, false]
    : [`the proxy did not connect to it, HTTP ${status}.`, status > "500"];
}

/** For a proxy that answers 407, whichever way it does. */
export const LOGIN_WANTED =
  "the proxy demands a login (HTTP 407). Name it with user and password in the variable HTTPS_PROXY, not in settings.";

function ofTimeOrPort(code: string, root: string, connectMs: number): Advice | null {
  if (code === "UND_ERR_CONNECT_TIMEOUT") {
    const text = `no connection within ${connectMs / 1000} s (timeouts.connectMs). Is the address right, or a firewall between?`;
    return [text, true];
  }
  if (code === NO_HTTP) return ["it speaks no HTTP there. Should baseUrl begin with https://?", false];
  return root === "bad port" ? ["this port is blocked for web requests. Use another one.", false] : null;
}
