import { fileURLToPath } from "node:url";
import { readStarterBank } from "../../../src/bank/opened/index.ts";

/** All questions of the starter bank. */
export const starterQuestions = await readStarterBank(
  fileURLToPath(new URL("../../../starter-bank", import.meta.url)),
);
