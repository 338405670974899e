import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { localServer, type LocalServer, type SeenRequest } from "./local-server.ts";
import { madeUpModel } from "./model-files.ts";

/** A request for a file of a model, to the hub or to the server of its large files. */
export interface AskedFile {
  readonly at: "hub" | "storage";
  /** The path in the model's repository. */
  readonly file: string;
  readonly content: Buffer;
  /** 1 for the first request for this file at this server. */
  readonly nth: number;
  readonly request: SeenRequest;
  readonly response: ServerResponse;
}

/** Answers instead of the hub; returns false to leave the request to it. */
export type Meddling = (asked: AskedFile) => boolean | Promise<boolean>;

/** A running hub with one model. */
export interface ModelHub {
  readonly url: string;
  /** Can be changed at any time. */
  readonly files: Map<string, Buffer>;
  /** `hub config.json`, in the order of the requests. */
  readonly asked: readonly string[];
  readonly seen: readonly SeenRequest[];
  /** Sets the meddling from now on; null for none. */
  meddle(meddling: Meddling | null): void;
  close(): Promise<void>;
}

export const MODEL = "made-up/tiny-model";
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

type Certificate = Parameters<typeof localServer>[1];

/**
 * Starts a hub on loopback that answers like the public one. It names the commit, redirects to its own cache for small
 * files, and to another server, with size and SHA-256, for weights. That server can resume in the middle of a file.
 */
export async function modelHub(
  files: Map<string, Buffer> = madeUpModel(),
  certificate: Certificate = null,
): Promise<ModelHub> {
  const asked: string[] = [];
  let meddling: Meddling | null = null;
  const serving = (at: AskedFile["at"], pattern: RegExp, serve: (asked: AskedFile) => void) =>
    localServer(async (request, response) => {
      const file = pattern.exec(new URL(request.path, "http://hub").pathname)?.[1] ?? null;
      const content = file === null ? undefined : files.get(file);
      if (file !== null) asked.push(`${at} ${file}`);
      if (file === null) {
        response.writeHead(401, { "x-error-code": "RepoNotFound" }).end("Invalid username or password.");
      } else if (content === undefined) {
        response.writeHead(404, { "x-error-code": "EntryNotFound", ...commit }).end("Entry not found");
      } else {
        const nth = asked.filter((one) => one === `${at} ${file}`).length;
        const its = { at, file, content, nth, request, response };
        if ((await meddling?.(its)) !== true) serve(its);
      }
    }, certificate);
  const storage = await serving("storage", /^\/blobs\/(.*)$/, sendFromStorage);
  const hub: LocalServer = await serving(
    "hub",
    new RegExp(`^(?:/api/resolve-cache/models)?/${MODEL}/(?:resolve/)?(?:main|${COMMIT})/(.*)$`),
    ({ file, content, request, response }) => {
      if (request.path.startsWith("/api/")) sendSmall(response, content);
      else if (!file.startsWith("onnx/")) redirect(response, `/api/resolve-cache/models/${MODEL}/${COMMIT}/${file}`);
      else redirect(response, `${storage.url}/blobs/${file}?signature=secret`, linked(content));
    },
  );
  return {
    url: hub.url,
    files,
    asked,
    get seen() {
      return [...hub.seen, ...storage.seen];
    },
    meddle: (one) => {
      meddling = one;
    },
    close: async () => {
      await Promise.all([hub.close(), storage.close()]);
    },
  };
}

const commit = { "x-repo-commit": COMMIT };

/** Ends a response with a redirect. */
export function redirect(response: ServerResponse, location: string, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(307, { location, ...commit, ...headers }).end("Redirecting");
}

/** Returns the hub's headers about a large file beside the redirect. */
function linked(content: Buffer): Record<string, string> {
  const hash = createHash("sha256").update(content).digest("hex");
  return { "x-linked-size": String(content.length), "x-linked-etag": `"${hash}"` };
}

function sendSmall(response: ServerResponse, content: Buffer): void {
  const etag = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  const headers = { "content-type": "text/plain; charset=utf-8", etag: `"${etag}"`, ...commit };
  response.writeHead(200, { ...headers, "content-length": content.length }).end(content);
}

/** Returns the entity tag of a file on the server of large files. */
export function storageTag(content: Buffer): string {
  return `"${createHash("md5").update(content).digest("hex")}"`;
}

/** Sends a file, or the requested rest of it. */
export function sendFromStorage({ content, request, response }: Pick<AskedFile, "content" | "request" | "response">) {
  const etag = storageTag(content);
  const headers = { "content-type": "application/octet-stream", "accept-ranges": "bytes", etag };
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (start === 0 || request.headers["if-range"] !== etag) {
    response.writeHead(200, { ...headers, "content-length": content.length }).end(content);
    return;
  }
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  const rest = content.subarray(start);
  response.writeHead(206, { ...headers, "content-range": range, "content-length": rest.length }).end(rest);
}
