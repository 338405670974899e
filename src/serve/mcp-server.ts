import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type ServerNotification,
} from "@modelcontextprotocol/sdk/types.js";
import { toJsonSchema } from "@valibot/to-json-schema";
import { messageOf } from "../core/errors.ts";
import { mcpTools, type ToolMeans } from "./mcp-tools.ts";
import { refusalOf } from "./openai-error.ts";

const ABOUT = { name: "smcs", title: "SMCS", version: "1" };

const INSTRUCTIONS =
  "SMCS asks several language models at once and returns the best of their merged answers. Use ask for hard or important coding questions; preview says before what it would ask and cost.";

/** Checks what clients fill in when a server asks them something: SMCS asks them nothing. */
const neverAsked = {
  getValidator: (): never => {
    throw new Error("SMCS asks its clients nothing.");
  },
};

/** Returns a server of the Model Context Protocol for one client, not connected yet. */
export function mcpServer(means: ToolMeans): McpServer {
  const mcp = new McpServer(ABOUT, {
    capabilities: { tools: {} },
    instructions: INSTRUCTIONS,
    jsonSchemaValidator: neverAsked,
  });
  // Our own handlers, because the package's take schemas of another library.
  const { server } = mcp;
  const tools = mcpTools(means);
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, schema, readOnly }) => ({
      name,
      description,
      inputSchema: { ...toJsonSchema(schema, { errorMode: "ignore" }), type: "object" as const },
      annotations: { readOnlyHint: readOnly, destructiveHint: false, openWorldHint: name === "ask" },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: given = {}, _meta: meta } = params;
    const progressToken = meta?.progressToken;
    const onProgress = (progress: number, message: string): void => {
      if (progressToken === undefined) return;
      const told: ServerNotification = {
        method: "notifications/progress",
        params: { progressToken, progress, message },
      };
      // A client that has gone needs no progress.
      void sendNotification(told).catch(() => undefined);
    };
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) return failed(`There is no tool ${JSON.stringify(name.slice(0, 100))}.`);
    const log = means.begin(name);
    try {
      const { text, details } = await tool.call(given, { signal, log, onProgress });
      log.end(200);
      return { content: [{ type: "text", text }], structuredContent: details };
    } catch (error) {
      const refusal = refusalOf(error, log);
      log.problem = signal.aborted ? "client gone" : refusal.status < 500 ? "refused" : "failed";
      if (signal.aborted) log.failure = null;
      log.end(refusal.status);
      return failed(signal.aborted ? messageOf(signal.reason) : refusal.message);
    }
  });
  return mcp;
}

function failed(text: string): { content: { type: "text"; text: string }[]; isError: true } {
  return { content: [{ type: "text", text }], isError: true };
}
