/** The embedder that is always available: hashed words, code shapes and topics, without a model or a server. */
export { builtInEmbedder } from "./built-in-embedder.ts";
