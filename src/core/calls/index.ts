/** What every call to a model shares: its context, what it may cost, and how it ended. */
export type { CallContext } from "./call-context.ts";
export { CUT_OFF, judged, type Judged, spentOnFailure, thrown } from "./call-outcome.ts";
export { paidCall, settledCost } from "./paid-call.ts";
