import { defaultProxy, isOnThisMachine } from "../../servers/index.ts";
import type { Destination } from "../../transport/index.ts";

/** Limits of a download, in milliseconds and bytes. The whole download may take as long as bytes arrive. */
export interface DownloadLimits {
  readonly connectMs: number;
  /** From the request for a file to the beginning of its response, redirects included. */
  readonly firstByteMs: number;
  /** Between two pieces of a file. */
  readonly idleMs: number;
  /** Before a file is retried; doubled each time. */
  readonly pauseMs: number;
  /** How long another window's download of the same model may make no progress before this window starts its own. */
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

/** The source of models, and how to reach it. */
export interface Hub extends Omit<Destination, "baseUrl" | "limits"> {
  /** Without a trailing slash. */
  readonly url: string;
  readonly limits: DownloadLimits;
}

const PUBLIC_HUB = "https://huggingface.co";

/**
 * Returns the hub for this process: the mirror that HF_ENDPOINT names if it is safe, else the public one. The editor's
 * or the environment's proxy is used, as for chats.
 */
export function hubOf(environment: Readonly<Record<string, string | undefined>> = process.env): Hub {
  const mirror = environment["HF_ENDPOINT"] ?? "";
  const url = isSafe(mirror) ? mirror.replace(/\/+$/, "") : PUBLIC_HUB;
  return { url, caFile: null, proxy: null, defaultProxy: defaultProxy(), limits: downloadLimits };
}

/** Returns whether requests to an address cannot be changed on their way. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && isOnThisMachine(url));
}

/** Returns the address of a model's file. @param revision a commit or a branch */
export function urlOf(hub: Hub, name: string, revision: string, part: string): URL {
  return new URL(`${hub.url}/${name}/resolve/${revision}/${part}`);
}
