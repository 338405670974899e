import type * as Undici from "undici";
import type { Server } from "../servers/index.ts";
import { inNumbers, LimitError, replyLimits } from "../limits/index.ts";
import { readCertificates, trusting } from "./certificates.ts";
import { type Route, routeTo } from "./route.ts";

/** The facts about a server that a connection needs. */
export type Destination = Pick<Server, "baseUrl" | "caFile" | "proxy" | "defaultProxy"> & {
  readonly limits: Pick<Server["limits"], "connectMs">;
};

/** undici's timeouts are off, because the caller has its own. */
const LIMITS = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: replyLimits.headerBytes };

/** Dispatchers by everything that defines them, so that successive pools share connections. */
const dispatchers = new Map<string, Undici.Dispatcher>();

/**
 * Returns the dispatcher for requests to a server, with the endpoint's proxy, certificates and connection timeout. Idle
 * connections close after seconds and keep no process alive.
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

/** @param certificates additional trusted certificates; null for unencrypted connections */
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
    // An empty text means no proxy; without it the environment would decide.
    httpProxy: httpProxy ?? "",
    httpsProxy: httpsProxy ?? "",
    noProxy: except,
    // Many proxies allow tunnels only to port 443.
    proxyTunnel: false,
    factory: (origin, options) => new Pool(origin, { ...(options as object), ...LIMITS }),
  });
}

/**
 * Ends responses that come in crumbs (chunks of single bytes, each of which costs a hundred times its size) and endless
 * provisional responses.
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

/** Returns undici, loaded when it is first needed. */
export async function loadUndici(): Promise<typeof Undici> {
  // The undici that is loaded first serves the whole process's fetch. In an editor that must be Node's own, which this
  // line loads.
  Reflect.get(globalThis, "Response");
  // A bundled CommonJS package has a single default export, whose type is incomplete.
  return (await import("undici")).default as unknown as typeof Undici;
}
