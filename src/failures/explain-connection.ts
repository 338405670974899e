import { messageOf } from "../core/errors.ts";
import type { Server } from "../servers/index.ts";
import type { Explanation } from "./explanation.ts";
import { causes } from "./causes.ts";

/** Why a connection failed. */
interface ConnectionTrouble {
  /** The reason in words, without a full stop. */
  readonly what: string;
  /** What to do about it in an endpoint's settings; a sentence. */
  readonly advice: string;
  /** Whether the same request may succeed a little later. */
  readonly transient: boolean;
}

const NO_HTTP = "no HTTP";
const NETWORK = "Check the network.";
const noTls = final("it does not speak TLS there", "Should baseUrl begin with http://?");

/** Failures by the system's or the library's error code. In all of them the server did not see the request. */
const unreached: Readonly<Record<string, ConnectionTrouble>> = {
  ECONNREFUSED: final("connection refused", "Is the server running, and is the port right?"),
  ENOTFOUND: final("the host name is unknown", "Check baseUrl."),
  EAI_AGAIN: passing("the host name could not be looked up", NETWORK),
  EHOSTUNREACH: passing("the host cannot be reached", NETWORK),
  ENETUNREACH: passing("the network cannot be reached", NETWORK),
  ENETDOWN: passing("the network is down", NETWORK),
  ETIMEDOUT: passing("nothing answers there", "Check baseUrl and the network."),
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  CERT_HAS_EXPIRED: final("its certificate has expired", "Renew it on the server; no caFile can help."),
  CERT_NOT_YET_VALID: final("its certificate is not valid yet", "Check the clocks of both machines."),
  ERR_TLS_CERT_ALTNAME_INVALID: final(
    "its certificate is for another host",
    "Use the name in it in baseUrl, or set caFile if it is the company's proxy.",
  ),
};

/** Codes of certificates that no trusted authority has signed. */
const UNTRUSTED = /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER|GET_CRL)|CERT_(UNTRUSTED|REJECTED|CHAIN_TOO_LONG)/;

/**
 * Explains a request without an answer, or an answer that broke off.
 *
 * @param begun whether any part of an answer had arrived
 */
export function explainConnection(thrown: unknown, { limits }: Pick<Server, "limits">, begun: boolean): Explanation {
  const { code, root } = rootOf(thrown);
  if (begun) {
    const reason = code || root;
    return {
      kind: "stream",
      text: `the connection broke off before the answer was complete (${reason}). Ask again.`,
      transient: false,
    };
  }
  const trouble = connectionTrouble(thrown, limits.connectMs);
  if (trouble !== null) {
    const { what, advice, transient } = trouble;
    return { kind: "connect", text: [`${what}.`, advice].join(" ").trim(), transient };
  }
  const text = `no answer (${code || root}). The server's log may say more.`;
  // A failure that is no connection problem would happen again.
  return { kind: "stream", text, transient: code !== "" };
}

/** Returns why a connection failed; null when it was made. */
export function connectionTrouble(thrown: unknown, connectMs: number): ConnectionTrouble | null {
  const { chain, code, root } = rootOf(thrown);
  return unreached[code] ?? ofCertificates(code) ?? ofTheProxy(chain) ?? ofTimeOrPort(code, root, connectMs);
}

/** Returns the error code of the system or library, empty for none, and the innermost message. */
function rootOf(thrown: unknown): { readonly chain: readonly unknown[]; readonly code: string; readonly root: string } {
  const chain = [...causes(thrown)];
  // undici's parser sets no code.
  const isForeign = chain.some((cause) => cause instanceof Error && cause.name === "HTTPParserError");
  const code = isForeign ? NO_HTTP : (chain.map((cause) => cause.code).find((one) => typeof one === "string") ?? "");
  return { chain, code, root: messageOf(chain.at(-1) ?? thrown) };
}

/** Returns whether a connection failed because no trusted authority has signed the server's certificate. */
export function isUntrusted(thrown: unknown): boolean {
  return UNTRUSTED.test(rootOf(thrown).code);
}

function ofCertificates(code: string): ConnectionTrouble | null {
  if (!UNTRUSTED.test(code)) return null;
  return final(
    `its certificate is not signed by a trusted authority (${code})`,
    "Set caFile to the certificate of its issuer.",
  );
}

function ofTheProxy(chain: readonly unknown[]): ConnectionTrouble | null {
  const status = chain
    .map((cause) => /Proxy\D*\((\d{3})\)/.exec(messageOf(cause))?.[1])
    .find((one) => one !== undefined);
  if (status === undefined) return null;
  return status === "407"
    ? loginWanted
    : { what: `the proxy did not connect to it, HTTP ${status}`, advice: "", transient: status > "500" };
}

/** The proxy answered 407, in any form. */
export const loginWanted = final(
  "the proxy wants a login (HTTP 407)",
  "Name it with user and password in the variable HTTPS_PROXY, not in settings.",
);

/** The same as sentences. */
export const LOGIN_WANTED = `${loginWanted.what}. ${loginWanted.advice}`;

function ofTimeOrPort(code: string, root: string, connectMs: number): ConnectionTrouble | null {
  if (code === "UND_ERR_CONNECT_TIMEOUT") {
    const advice = "Is the address right, or a firewall between? The limit is timeouts.connectMs of the endpoint.";
    return passing(`no connection within ${connectMs / 1000} s`, advice);
  }
  if (code === NO_HTTP) return final("it does not speak HTTP there", "Should baseUrl begin with https://?");
  return root === "bad port" ? final("this port is blocked for web requests", "Use another one.") : null;
}

function final(what: string, advice: string): ConnectionTrouble {
  return { what, advice, transient: false };
}

function passing(what: string, advice: string): ConnectionTrouble {
  return { what, advice, transient: true };
}
