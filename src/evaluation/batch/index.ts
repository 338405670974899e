/** An evaluation as files for a server's batch run: written, and read back. */
export { exportBatch } from "./batch-export.ts";
export { importBatch } from "./batch-import.ts";
