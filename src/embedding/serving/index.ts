/** The embedder that the settings ask for and the one that serves a bank, with what a move between them costs. */
export { downloadChecked } from "./download-checked.ts";
export { embedderOfSpace } from "./embedder-of-space.ts";
export { type EmbedderText, embedderText } from "./embedder-text.ts";
export { costOfMove, moveCostText } from "./move-cost.ts";
export { type ServingEmbedder, servingEmbedder, sharedKeepsItsSpace } from "./serving-embedder.ts";
export { type EmbedderSources, type WantedEmbedder, wantedEmbedder } from "./wanted-embedder.ts";
export { withoutEmbedder } from "./without-embedder.ts";
export { writeInSpace } from "./writing-embedder.ts";
