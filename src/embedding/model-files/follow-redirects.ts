import { isOnThisMachine } from "../../servers/index.ts";
import { dispatcherFor, loadUndici } from "../../transport/index.ts";
import { DownloadTrouble, LOG_IN } from "./download-trouble.ts";
import type { Hub } from "./hub.ts";

/** A response that is not a redirect, and the redirects that led to it. */
export interface Answer {
  /** From the hub's own to the last one, which has the body. */
  readonly responses: readonly [Response, ...Response[]];
  readonly last: Response;
  /** Address of the last response. */
  readonly url: URL;
}

/** A request to the hub. */
interface FileQuestion {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Called with each host before it is asked. */
  readonly onHost: (host: string) => void;
}

const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 5;

/**
 * Requests a file and follows the hub's redirects. Each address is reached with the proxy and certificates for its
 * host.
 *
 * @throws DownloadTrouble for endless redirects, or redirects to an address where the file could be changed on its way;
 * SetupError when proxy or certificates cannot be used; undici's errors
 */
export async function followRedirects(
  hub: Hub,
  { url: start, headers, onHost }: FileQuestion,
  signal: AbortSignal,
): Promise<Answer> {
  const earlier: Response[] = [];
  for (let url = start; ;) {
    onHost(url.host);
    const response = await send(hub, url, headers, signal);
    const [first = response, ...between] = earlier;
    const location = REDIRECTS.includes(response.status) ? response.headers.get("location") : null;
    if (location === null) {
      const responses: Answer["responses"] = earlier.length === 0 ? [response] : [first, ...between, response];
      return { responses, last: response, url };
    }
    await response.body?.cancel();
    earlier.push(response);
    if (earlier.length > MOST_REDIRECTS) throw new DownloadTrouble(`more than ${MOST_REDIRECTS} redirects`);
    url = target(location, url);
  }
}

async function send(hub: Hub, url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
  const [undici, dispatcher] = await Promise.all([loadUndici(), dispatcherFor({ ...hub, baseUrl: url.origin })]);
  // Two packages' types of the same standard, which TypeScript cannot match.
  const fetch = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return fetch(url, { headers, signal, redirect: "manual", dispatcher });
}

function target(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new DownloadTrouble("it redirects to something that is not an address");
  const to = new URL(location, from);
  const staysHere = isOnThisMachine(from.href) && isOnThisMachine(to.href);
  if (to.protocol === "https:" || (to.protocol === "http:" && staysHere)) return to;
  throw new DownloadTrouble(`it redirects to ${to.protocol}//${to.host}, where anybody could change the file`, {
    advice: LOG_IN,
  });
}
