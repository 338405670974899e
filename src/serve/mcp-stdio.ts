import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Sources } from "../assembly/index.ts";
import { mcpServer } from "./mcp-server.ts";
import { type LogLine, RequestLog } from "./request-log.ts";
import { Running } from "./running.ts";
import type { ServedManner } from "./served-models.ts";

/** What a server on standard input and output needs. */
export interface McpOptions {
  /** Returns the sources of a call. @throws SettingsError */
  readonly sources: (manner: ServedManner) => Promise<Sources>;
  /** Receives a line for each call, without contents: standard output belongs to the protocol. */
  readonly log: (line: LogLine) => void;
  readonly signal: AbortSignal;
}

/** Serves the Model Context Protocol on standard input and output, until the client or the signal ends it. */
export async function serveMcp({ sources, log, signal }: McpOptions): Promise<void> {
  const admit = (capUsd: number | null) => Promise.resolve({ capUsd, end: () => Promise.resolve() });
  const begin = (tool: string): RequestLog =>
    new RequestLog(`call-${randomUUID()}`, { method: "MCP", path: tool }, log);
  const server = mcpServer({ sources, models: null, admit, mayTeach: true, running: new Running(), begin });
  const closed = Promise.withResolvers<undefined>();
  server.server.onclose = () => {
    closed.resolve(undefined);
  };
  await server.connect(new StdioServerTransport());
  // The transport does not notice that its client has gone.
  const gone = once(process.stdin, "end", { signal }).catch(() => undefined);
  await Promise.race([closed.promise, gone]);
  await server.close();
}
