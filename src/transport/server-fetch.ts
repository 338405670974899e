import type { Server } from "../servers/index.ts";
import { inBytes, replyLimits } from "../limits/index.ts";
import { readRefusal, RefusalError } from "../failures/index.ts";
import { dispatcherFor, loadUndici } from "./dispatchers.ts";

type Fetch = typeof globalThis.fetch;

/**
 * Returns the fetch for one server. It follows no redirects, which would forward the whole prompt, keeps no cookies,
 * retries nothing, and limits only the time for connecting.
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
    const { text, isWhole } = await beginningOf(response);
    const complaint = readRefusal(response.status, text, response.headers);
    const said = isWhole
      ? complaint.said
      : `an error of more than ${inBytes(replyLimits.errorBytes)}: ${complaint.said}`;
    throw new RefusalError({ ...complaint, said });
  };
}

/** Returns the text of an error's body, as far as it arrived and is useful; the rest is not read. */
async function beginningOf({ body }: Response): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      pieces.push(piece);
      length += piece.byteLength;
      if (length > replyLimits.errorBytes) break;
    }
  } catch {
    // The status alone says enough.
  }
  const text = Buffer.concat(pieces).subarray(0, replyLimits.errorBytes).toString("utf8");
  return { text, isWhole: length <= replyLimits.errorBytes };
}
