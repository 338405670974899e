/**
 * How much SMCS accepts from a server: bytes, values and time. A request ends at its limit, and the message names it.
 */
export { GatheredBytes } from "./gathered-bytes.ts";
export { inBytes, inNumbers, LimitError, refuseTooManyValues, replyLimits } from "./reply-limits.ts";
export { RequestAbort } from "./request-abort.ts";
export { type Share, unfinished } from "./shared-room.ts";
export { defaultTimeLimits, TimeLimitError, type TimeLimits, Watchdog } from "./time-limits.ts";
