/** The bank's vectors in each embedder's space: kept, made again, and moved to another embedder's space. */
export { bankSpaces, missingTexts } from "./bank-spaces.ts";
export { type ImportPhase, type ImportProgress, phaseProgress } from "./import-progress.ts";
export { keepStored } from "./keep-stored.ts";
export { forgetKeptVectors, type KeptSpace, keptSpaces } from "./kept-spaces.ts";
export { BankIsMovingError, moveBank } from "./move-bank.ts";
export { servedIn } from "./serve-in-space.ts";
export { withKept } from "./with-kept.ts";
