import { defaultProxy, isOnThisMachine } from "../../servers/index.ts";
import type { Destination } from "../../transport/index.ts";

/** What a download may take; milliseconds and bytes. The whole may last as long as bytes arrive. */
export interface DownloadLimits {
  readonly connectMs: number;
  /** From asking for a file to the beginning of its answer, redirects included. */
  readonly firstByteMs: number;
  /** Between two pieces of a file. */
  readonly idleMs: number;
  /** Before a file is tried again; twice as long the next time. */
  readonly pauseMs: number;
  /** How long another window's download of the same model may stand still before this one goes ahead without it. */
  readonly otherIdleMs: number;
  /** Of all files together. */
  readonly bytes: number;
}

export const downloadLimits: DownloadLimits = {
  connectMs: 10_000,
  firstByteMs: 20_000,
  idleMs: 20_000,
  pauseMs: 1000,
  otherIdleMs: 30_000,
  bytes: 600 * 2 ** 20,
};

/** Where models come from, and how it is reached. */
export interface Hub extends Omit<Destination, "baseUrl" | "limits"> {
  /** Without a slash at its end. */
  readonly url: string;
  readonly limits: DownloadLimits;
}

const PUBLIC_HUB = "https://huggingface.co";

/**
 * The hub for this process: the mirror that HF_ENDPOINT names, where that is safe to ask, else the public one; through
 * the editor's or the environment's proxy, as chats go.
 */
export function hubOf(environment: Readonly<Record<string, string | undefined>> = process.env): Hub {
  const mirror = environment["HF_ENDPOINT"] ?? "";
  const url = isSafe(mirror) ? mirror.replace(/\/+$/, "") : PUBLIC_HUB;
  return { url, caFile: null, proxy: null, defaultProxy: defaultProxy(), limits: downloadLimits };
}

/** Whether nobody on the way can change what is asked from there. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && isOnThisMachine(url));
}

/** Where a file of a model is asked for. @param revision a commit or a branch */
export function urlOf(hub: Hub, name: string, revision: string, part: string): URL {
  return new URL(`${hub.url}/${name}/resolve/${revision}/${part}`);
}
