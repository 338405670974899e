/** The question bank on disk: generations that are written once, a journal of changes since, and the packed columns that it is read into. */
export { type NetEffect, netEffect, withChanges } from "./apply-changes.ts";
export { withBankLock } from "./bank-lock.ts";
export {
  type BankChange,
  bankEntries,
  bankExists,
  type BankState,
  bankTexts,
  bankVersion,
  type BankVersion,
  changeBank,
  type ChangesFor,
  createBank,
  type NewContent,
  type Outcome,
  readState,
  rewriteBank,
  verifyBank,
} from "./bank-store.ts";
export { copyState } from "./copy-state.ts";
export { decodeVector, encodeVector } from "./encoded-vector.ts";
export { inspectGeneration, newestGeneration } from "./generation.ts";
export { packState, packStateWith, type RowVectors, type VectorsOf } from "./packed/pack-state.ts";
export { readSteadily } from "./read-steadily.ts";
export { rewriteUnderLock } from "./rewrite-bank.ts";
export { storageFailure } from "./storage-failure.ts";
export { toStoredEntry, toUnit } from "./stored-entry.ts";
