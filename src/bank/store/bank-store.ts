/**
 * The question bank on disk. A bank folder holds generations, each with a vectra index that is written once and a
 * journal of later changes; the newest complete generation is the bank. Writers hold a lock, readers need none.
 */
export type { BankChange, BankState, BankVersion, IndexPart, Manifest, NewContent, Outcome } from "./bank-types.ts";
export { changeBank, type ChangesFor } from "./change-bank.ts";
export { bankEntries, bankTexts, indexEntries } from "./index-entries.ts";
export { bankExists, bankVersion, readState } from "./read-state.ts";
export { compactBank, createBank, rewriteBank } from "./rewrite-bank.ts";
export { verifyBank } from "./verify-bank.ts";
