import { count } from "./format.ts";
import { t } from "./translate.ts";

/** One text for one and another for any other amount, which is {0} in both. */
export const plural = (amount: number, one: string, many: string): string =>
  t(amount === 1 ? one : many, count(amount));
