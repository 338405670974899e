// Entry of the process that runs one program in JavaScript, or the tests of many checks one after the other. Only the
// sandbox starts it; messages.ts describes its argument.
import { serveQuickJs } from "./quickjs.ts";
import { planOfProcess } from "./serve-programs.ts";

void serveQuickJs(planOfProcess());
