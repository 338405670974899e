/** Reads chat completions: chunks, choices, log-probabilities, and the thinking in front of an answer. */
export { ChoiceCollector } from "./choice-collector.ts";
export { parseChunk, readChunk } from "./chunk.ts";
export { ReplyCollector } from "./reply-collector.ts";
export { ThinkingSplitter } from "./thinking-splitter.ts";
