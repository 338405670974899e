import { count } from "./format.ts";
import { t } from "./translate.ts";

/** One text for one and another for any other amount, which is {0} in both; more values are {1} and so on. */
export const plural = (amount: number, one: string, many: string, ...values: readonly string[]): string =>
  t(amount === 1 ? one : many, count(amount), ...values);
