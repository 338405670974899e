import { randomUUID } from "node:crypto";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { mcpServer } from "./mcp-server.ts";
import type { ToolMeans } from "./mcp-tools.ts";
import { OpenAiError } from "./openai-error.ts";

/** Most sessions at the same time, and milliseconds after which one without a request ends. */
const MOST_SESSIONS = 100;
const IDLE_MS = 30 * 60_000;

/** A client's session. */
interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** Id of the key that it belongs to; null for none. */
  readonly owner: string | null;
  usedAt: number;
}

/** A request of the Model Context Protocol. */
export interface McpRequest {
  readonly request: Request;
  readonly owner: string | null;
  readonly means: ToolMeans;
}

/** The sessions of the Model Context Protocol over HTTP: a client begins one, and only the same key goes on with it. */
export class McpSessions {
  private readonly sessions = new Map<string, Session>();
  private readonly now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Answers a request. @throws OpenAiError when there is no such session, or there are too many */
  async answer({ request, owner, means }: McpRequest): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id !== null) {
      const session = this.sessions.get(id);
      if (session === undefined || session.owner !== owner) {
        throw new OpenAiError(404, "There is no such session, or it has ended. Begin another one.");
      }
      session.usedAt = this.now();
      return session.transport.handleRequest(request);
    }
    await this.endIdle();
    if (this.sessions.size >= MOST_SESSIONS) {
      throw new OpenAiError(503, "There are too many sessions.", { retryAfter: 60 });
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (begun) => void this.sessions.set(begun, { transport, owner, usedAt: this.now() }),
      onsessionclosed: (ended) => void this.sessions.delete(ended),
    });
    await mcpServer(means).connect(transport);
    return transport.handleRequest(request);
  }

  /** Ends all sessions, and what they are answering. */
  async close(): Promise<void> {
    const all = [...this.sessions.values()];
    this.sessions.clear();
    await Promise.all(all.map(({ transport }) => transport.close()));
  }

  private async endIdle(): Promise<void> {
    for (const [id, { transport, usedAt }] of this.sessions) {
      if (this.now() - usedAt < IDLE_MS) continue;
      this.sessions.delete(id);
      await transport.close();
    }
  }
}
