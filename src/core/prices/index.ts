/** What a server charges for a request: per token, per hour, or nothing. */
export { answeredBy, costOfEnding, type Ending, inTurn, worstOfServers } from "./member-cost.ts";
export { type PriceRange, usdOf } from "./price-range.ts";
export {
  isFree,
  type RequestSize,
  slowMilliseconds,
  takesNothing,
  type Tariff,
  tariffOf,
  tariffUnderCap,
  typicalUsd,
  worstUsd,
} from "./tariff.ts";
