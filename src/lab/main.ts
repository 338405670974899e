import { buildLaboratory } from "./program.ts";
import { runProgram } from "../cli/run-program.ts";

await runProgram(buildLaboratory);
