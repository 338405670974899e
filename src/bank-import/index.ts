/** Knows the files that fill a bank: one file a format, one line in `formats.ts`; recognises them and shows what an import would store. */
export { findFormat, importFormats } from "./formats.ts";
export { type Columns, type ImportPreview, previewImport, type WantedImport } from "./preview.ts";
export { type LikelyFormat, type Recognised, recognise } from "./recognise.ts";
export { sampleFile } from "./sample-file.ts";
export { capabilityJsonlFormat, smcsJsonlFormat } from "./smcs-jsonl.ts";
