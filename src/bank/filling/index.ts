/** Fills the bank from a file: rows are staged, get their vectors, and are merged into the next generation. */
export { type FileImport, importFile, type ImportProgress, type ImportResult, noPaperSplit } from "./import-file.ts";
export { mergeOutcomes } from "./merge-rows.ts";
