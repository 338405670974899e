/** Embedding models behind an endpoint: requests, long texts in pieces, and what they cost. */
export { embeddingsRequest } from "./embeddings-request.ts";
export { endpointEmbedderOf } from "./endpoint-embedder-of.ts";
export type { EndpointEmbedder } from "./endpoint-embedder.ts";
export { modelSpace } from "./model-space.ts";
export { duringRuns, inTheBackground, type UsefulForMs } from "./sender.ts";
