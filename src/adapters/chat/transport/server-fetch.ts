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
    const response = await send(url, { ...init, redirect: "manual", dispatcher });
    if (response.ok) return response;
    throw new RefusalError(readRefusal(response.status, await beginningOf(response), response.headers));
  };
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
