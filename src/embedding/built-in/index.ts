/** The embedder that is always there: hashed words, code shapes and topics, without a model or a server. */
export { builtInEmbedder } from "./built-in-embedder.ts";
