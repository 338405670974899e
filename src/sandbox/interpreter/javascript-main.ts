// The process that one program in JavaScript runs in, or many judges' tests one after the other. Started by
// the sandbox, never by hand: see messages.ts for its argument.
import { serveQuickJs } from "./quickjs.ts";
import { planOfProcess } from "./serve-programs.ts";

void serveQuickJs(planOfProcess());
