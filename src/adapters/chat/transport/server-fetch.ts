import type { Server } from "../chat-target.ts";
import { readRefusal, RefusalError } from "./complaint.ts";
import { dispatcherFor } from "./dispatchers.ts";
import { loadUndici } from "./load-undici.ts";

type Fetch = typeof globalThis.fetch;

/** Of an error's words, in bytes. */
const ENOUGH = 64 * 1024;

/**
 * The fetch for one server. It follows no redirect, since the whole prompt would follow it, knows no cookies, tries
 * nothing twice, and has no time limit of its own but the one for connecting.
 *
 * @returns a fetch that throws RefusalError where the status is not 2xx
 * @throws SetupError when the endpoint's proxy or certificates cannot be used
 */
export async function fetchFrom(server: Server): Promise<Fetch> {
  const [undici, dispatcher] = await Promise.all([loadUndici(), dispatcherFor(server)]);
  // Two packages' types of the same standard, which TypeScript cannot match.
  const send = undici.fetch as unknown as (url: Parameters<Fetch>[0], init: object) => Promise<Response>;
  return async (url, init) => {
    const response = await send(url, {
      ...init,
      ...withoutForeign(init?.headers, server.headers),
      redirect: "manual",
      dispatcher,
    });
    if (response.ok) return response;
    throw new RefusalError(readRefusal(response.status, await beginningOf(response), response.headers));
  };
}

/** The openai package adds the headers of a variable, with no option against it; they were meant for another server. */
function withoutForeign(
  sent: ConstructorParameters<typeof Headers>[0],
  own: Server["headers"],
): { readonly headers?: Headers } {
  const foreign = process.env["OPENAI_CUSTOM_HEADERS"];
  if (foreign === undefined) return {};
  const kept = new Headers(sent);
  const ours = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  for (const line of foreign.split("\n")) {
    const name = line
      .slice(0, Math.max(0, line.indexOf(":")))
      .trim()
      .toLowerCase();
    if (name !== "" && !ours.has(name)) kept.delete(name);
  }
  return { headers: kept };
}

/** What an error's body says, as far as it came and is of use. */
async function beginningOf({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      pieces.push(piece);
      length += piece.byteLength;
      if (length > ENOUGH) break;
    }
  } catch {
    // The status alone says enough.
  }
  return Buffer.concat(pieces).toString("utf8");
}
