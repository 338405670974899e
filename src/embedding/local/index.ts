/** Embedding models that run on this machine, each in a thread of its own. */
export { closeEmbedders, transformersEmbedder, tryAgain } from "./transformers-embedder.ts";
