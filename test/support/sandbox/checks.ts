/** The functions of the checker's process, for tests that judge without that process. */
export { equalMath } from "../../../src/sandbox/checker/equal-math.ts";
export { languageOf } from "../../../src/sandbox/checker/language-of.ts";
