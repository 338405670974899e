import type { KnownKeys, ServeKey } from "./keys.ts";
import { OpenAiError } from "./openai-error.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/u;

/** Returns whether a host name or address is this machine's own. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host.toLowerCase());
}

/** The headers that say who asks. */
interface Asking {
  readonly authorization: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Returns the key of a request; null where none is needed: on a server of this machine alone, as long as there are no
 * keys. There a web page must not ask in the user's name, whatever name it gives this machine (DNS rebinding).
 *
 * @param isLocal whether only this machine reaches the server
 * @throws OpenAiError when the request is refused
 */
export async function keyOfRequest(
  { authorization, host, origin }: Asking,
  keys: KnownKeys,
  isLocal: boolean,
): Promise<ServeKey | null> {
  if (isLocal && !(await keys.hasAny())) {
    if (!isLoopbackHost(nameOf(host))) throw new OpenAiError(403, "This server answers requests to localhost only.");
    if (origin !== undefined && !isLoopbackHost(hostOf(origin)))
      throw new OpenAiError(403, "Web pages cannot ask this server.");
    return null;
  }
  const given = /^Bearer +(\S+)$/iu.exec(authorization ?? "")?.[1];
  if (given === undefined)
    throw new OpenAiError(401, "Give a key in the header Authorization: Bearer KEY.", { code: "invalid_api_key" });
  const key = await keys.find(given);
  if (key === undefined) throw new OpenAiError(401, "This key is unknown or was revoked.", { code: "invalid_api_key" });
  return key;
}

/** Returns the host without its port. */
function nameOf(host = ""): string {
  return host.replace(/:\d+$/u, "");
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : "";
}
