/** The bank's vectors in each embedder's space: kept, made anew, and the moving of a bank to another embedder. */
export { bankSpaces, missingTexts } from "./bank-spaces.ts";
export { type ImportPhase, type ImportProgress, phaseProgress } from "./import-progress.ts";
export { keepStored } from "./keep-stored.ts";
export { forgetKeptVectors, type KeptSpace, keptSpaces } from "./kept-spaces.ts";
export { BankIsMovingError, moveBank } from "./move-bank.ts";
export { servedIn } from "./serve-in-space.ts";
export { withKept } from "./with-kept.ts";
