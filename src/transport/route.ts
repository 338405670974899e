import { isOnThisMachine, type Server } from "../servers/index.ts";
import { SetupError } from "../failures/index.ts";

/** How to reach a server: the proxy for each scheme, null for none. */
export interface Route {
  readonly httpProxy: string | null;
  readonly httpsProxy: string | null;
  /** Hosts without a proxy, in the form of NO_PROXY. */
  readonly except: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PROXIES = ["http:", "https:", "socks:", "socks5:"];

/**
 * Returns the route to a server: the endpoint's own proxy if it has one; else no proxy for this machine, and the
 * editor's or the environment's proxy for other machines, except for the hosts in NO_PROXY.
 *
 * @throws SetupError when the proxy's address is invalid
 */
export function routeTo(
  { baseUrl, proxy, defaultProxy }: Pick<Server, "baseUrl" | "proxy" | "defaultProxy">,
  environment: Environment,
): Route {
  if (proxy !== null) return bothBy(addressOf(proxy, "its proxy"), "");
  if (isOnThisMachine(baseUrl)) return bothBy(null, "");
  const except = variable(environment, "NO_PROXY") ?? "";
  if (defaultProxy !== null) return bothBy(addressOf(defaultProxy, "the proxy in http.proxy"), except);
  const httpProxy = namedBy(environment, "HTTP_PROXY");
  return { httpProxy, httpsProxy: namedBy(environment, "HTTPS_PROXY") ?? httpProxy, except };
}

function bothBy(proxy: string | null, except: string): Route {
  return { httpProxy: proxy, httpsProxy: proxy, except };
}

function namedBy(environment: Environment, name: string): string | null {
  const value = variable(environment, name);
  return value === null ? null : addressOf(value, `the proxy in the variable ${name}`);
}

/**
 * Returns an environment variable; null for none. As usual, the lowercase name takes precedence, and an empty value
 * counts as unset.
 */
function variable(environment: Environment, name: string): string | null {
  return environment[name.toLowerCase()] || environment[name] || null;
}

function addressOf(written: string, what: string): string {
  // curl and others accept a bare host too.
  const address = written.includes("://") ? written : `http://${written}`;
  // Not quoted, because it may contain a password.
  if (!URL.canParse(address) || !PROXIES.includes(new URL(address).protocol))
    throw new SetupError(`${what} is not the address of a proxy. Write it like http://proxy.example:8080.`);
  return address;
}
