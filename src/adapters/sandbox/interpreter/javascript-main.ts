// The process that one program in JavaScript runs in, or many judges' tests one after the other. Started by
// the sandbox, never by hand: see messages.ts for its argument.
import { quickJs } from "./quickjs.ts";
import { planOfProcess, servePrograms } from "./serve-programs.ts";

const plan = planOfProcess();
void servePrograms(plan, quickJs(plan));
