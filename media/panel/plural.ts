import { count } from "./format.ts";
import { t } from "./translate.ts";

/**
 * Returns the singular or plural text for an amount. The amount is {0} in both texts; further values are {1} and so on.
 */
export const plural = (amount: number, one: string, many: string, ...values: readonly string[]): string =>
  t(amount === 1 ? one : many, count(amount), ...values);
