import type * as Undici from "undici";
import type { Server } from "../chat-target.ts";
import { inNumbers, LimitError, replyLimits } from "../reply-limits.ts";
import { readCertificates, trusting } from "./certificates.ts";
import { type Route, routeTo } from "./route.ts";

/** A server as far as connections to it go. */
export type Destination = Pick<Server, "baseUrl" | "caFile" | "proxy" | "defaultProxy"> & {
  readonly limits: Pick<Server["limits"], "connectMs">;
};

/** Limits of time are the caller's own: none of undici's ends a slow answer. */
const LIMITS = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: replyLimits.headerBytes };

/** By all that defines one, so that pools that come and go share their connections. */
const dispatchers = new Map<string, Undici.Dispatcher>();

/**
 * What carries the requests to a server: its connections, with the proxy, the certificates and the time for connecting
 * that its endpoint has. Idle connections end after seconds and keep no process alive.
 *
 * @throws SetupError when proxy or certificates cannot be used
 */
export async function dispatcherFor(server: Destination): Promise<Undici.Dispatcher> {
  const undici = await loadUndici();
  const own = server.caFile === null ? [] : await readCertificates(server.caFile);
  const route = routeTo(server, process.env);
  const encrypted = [server.baseUrl, route.httpProxy, route.httpsProxy].some((url) => url?.startsWith("https:"));
  const { connectMs } = server.limits;
  const key = JSON.stringify([route, encrypted, connectMs, own]);
  const dispatcher =
    dispatchers.get(key) ?? newDispatcher(undici, route, connectMs, encrypted ? own : null).compose(refuseCrumbs);
  dispatchers.set(key, dispatcher);
  return dispatcher;
}

/** @param certificates to be trusted too; null where nothing is encrypted */
function newDispatcher(
  { Agent, EnvHttpProxyAgent, Pool }: typeof Undici,
  { httpProxy, httpsProxy, except }: Route,
  connectMs: number,
  certificates: readonly string[] | null,
): Undici.Dispatcher {
  const connect = { timeout: connectMs, ...(certificates === null ? {} : { secureContext: trusting(certificates) }) };
  if (httpProxy === null && httpsProxy === null) return new Agent({ ...LIMITS, connect });
  return new EnvHttpProxyAgent({
    ...LIMITS,
    connect,
    requestTls: connect,
    proxyTls: connect,
    // An empty text is none; without it the environment would be asked.
    httpProxy: httpProxy ?? "",
    httpsProxy: httpsProxy ?? "",
    noProxy: except,
    // Many proxies tunnel to port 443 only.
    proxyTunnel: false,
    factory: (origin, options) => new Pool(origin, { ...(options as object), ...LIMITS }),
  });
}

/**
 * Ends responses that come in crumbs: chunks of single bytes, each of which costs a hundred times what it brings before
 * anybody sees it, and provisional responses without end.
 */
function refuseCrumbs(dispatch: Undici.Dispatcher["dispatch"]): Undici.Dispatcher["dispatch"] {
  return (options, handler) => {
    let chunks = 0;
    let bytes = 0;
    let provisional = 0;
    return dispatch(options, {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => {
        if (given[1] < 200) provisional++;
        if (provisional > replyLimits.provisional)
          throw new LimitError(`${replyLimits.provisional} provisional responses`);
        return handler.onResponseStart?.(...given);
      },
      onResponseData: (...given) => {
        chunks++;
        bytes += given[1].length;
        if (chunks > replyLimits.crumbs && bytes < chunks * replyLimits.crumbBytes)
          throw new LimitError(`${inNumbers(replyLimits.crumbs)} chunks of a few bytes`);
        return handler.onResponseData?.(...given);
      },
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    });
  };
}

/** undici, loaded when it is first needed. */
export async function loadUndici(): Promise<typeof Undici> {
  // Whichever undici comes first serves the whole process's fetch; in an editor that must stay Node's own, which this loads.
  Reflect.get(globalThis, "Response");
  // A CommonJS package is a single default export once it is bundled; its type of that lacks half of it.
  return (await import("undici")).default as unknown as typeof Undici;
}
