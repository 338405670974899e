/** What the checker's process works out, for tests that judge without one. */
export { equalMath } from "../../../src/sandbox/checker/equal-math.ts";
export { languageOf } from "../../../src/sandbox/checker/language-of.ts";
