/** The commands of `smcs`: the same core without an editor. */
export { buildProgram } from "./program.ts";
