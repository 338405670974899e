/** The laboratory: studies and the paper's tables, in a bundle that the extension does not carry. */
export { buildLaboratory } from "./program.ts";
