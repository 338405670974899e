/** Serves SMCS to other programs: as an OpenAI-compatible server with keys of its own, and by the Model Context Protocol. */
export { createKey, type KeyLimits, listKeys, revokeKey, type ServeKey } from "./keys.ts";
export { serveMcp } from "./mcp-stdio.ts";
export { type ServeOptions, serve, type Served } from "./serve.ts";
export { servedModels } from "./served-models.ts";
