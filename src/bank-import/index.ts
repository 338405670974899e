/**
 * The formats of files that fill a bank, one file each and one line in `formats.ts`: recognises a file's format and
 * previews its import.
 */
export { findFormat, importFormats } from "./formats.ts";
export { type Columns, type ImportPreview, previewImport, type WantedImport } from "./preview.ts";
export { type LikelyFormat, type Recognised, recognise } from "./recognise.ts";
export { sampleFile } from "./sample-file.ts";
export { capabilityJsonlFormat, smcsJsonlFormat } from "./smcs-jsonl.ts";
