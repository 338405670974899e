/** Tells texts that ask the same by short fingerprints, however they are written. */
export { fingerprint, holdsOptions, looseFingerprint, sourceKey, stemFingerprints } from "./same-text.ts";
