/** Files of embedding models: found on the disk, downloaded from a hub in pieces that are checked, and removed. */
export { downloadModel, type DownloadRequest } from "./download-model.ts";
export { findModel } from "./find-model.ts";
export { type DownloadLimits, downloadLimits, type Hub, hubOf } from "./hub.ts";
export type { LocalModel } from "./local-model.ts";
export { removeModel } from "./remove-model.ts";
