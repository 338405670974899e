/** Connections to servers: routes, proxies and certificates, and bodies that are read piece by piece within limits. */
export { type Destination, dispatcherFor, loadUndici } from "./dispatchers.ts";
export { type BodyReader, EventStream, WholeBody } from "./event-stream.ts";
export { loadClients, openAiClient } from "./openai-client.ts";
