import { buildLaboratory } from "./program.ts";
import { runProgram } from "../command-line/index.ts";

await runProgram(buildLaboratory);
