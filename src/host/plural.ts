import { l10n } from "vscode";

/**
 * Returns the singular or plural text for a number. The number is {0} in both texts; further values are {1} and so on.
 */
export function plural(amount: number, one: string, many: string, ...values: readonly (string | number)[]): string {
  return l10n.t(amount === 1 ? one : many, amount.toLocaleString("en"), ...values);
}
