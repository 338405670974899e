import { hashOfFile } from "./file-hash.ts";
import type { Answer } from "./follow-redirects.ts";
import type { Hub } from "./hub.ts";

/** What the hub says about a file; null for missing facts. */
export interface FileFacts {
  /** Commit that the file belongs to. */
  readonly commit: string | null;
  /** Of the whole file. */
  readonly bytes: number | null;
  /** SHA-256 or SHA-1, by its length. */
  readonly hash: string | null;
}

/**
 * Reads the headers of the hub's response. Large files are stored elsewhere: the hub gives their size and hash beside
 * the redirect. For small files the entity tag is Git's hash of the file. Other hosts may use any text as an entity
 * tag.
 */
export function factsOf({ responses, last, url }: Answer, hub: Hub): FileFacts {
  const said = (name: string): string | null =>
    responses.map(({ headers }) => headers.get(name)).find((value) => value !== null) ?? null;
  const own = url.origin === new URL(hub.url).origin ? last.headers.get("etag") : null;
  return {
    commit: /^[0-9a-f]{40}$/.exec(said("x-repo-commit") ?? "")?.[0] ?? null,
    bytes: wholeNumber(said("x-linked-size")) ?? lengthOf(last),
    hash: hashIn(said("x-linked-etag") ?? own),
  };
}

/** Returns the offset of a partial response; null for a whole file. */
export function startOf({ status, headers }: Response): number | null {
  return status === 206 ? Number(/^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1] ?? Number.NaN) : null;
}

/**
 * Resolves with whether a file has the hash that the hub gives. A mirror may give the SHA-1 of the file alone instead
 * of Git's.
 */
export async function hasHash(file: string, bytes: number, hash: string): Promise<boolean> {
  if (hash.length === 64) return (await hashOfFile(file, "sha256")) === hash;
  return [await hashOfFile(file, "sha1", `blob ${bytes}\0`), await hashOfFile(file, "sha1")].includes(hash);
}

function lengthOf(response: Response): number | null {
  const { status, headers } = response;
  if (status === 206) return wholeNumber(/\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1] ?? null);
  // The length of a compressed body is not the file's.
  return headers.has("content-encoding") ? null : wholeNumber(headers.get("content-length"));
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function hashIn(entityTag: string | null): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64}|[0-9a-f]{40})"?$/.exec(entityTag ?? "")?.[1] ?? null;
}
