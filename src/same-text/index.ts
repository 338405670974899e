/** Recognises texts that ask the same, however they are written, by short fingerprints. */
export { fingerprint, holdsOptions, looseFingerprint, sourceKey, stemFingerprints } from "./same-text.ts";
