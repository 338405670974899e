import { l10n } from "vscode";

/** One text for one and another for any other amount, which is {0} in both; more values are {1} and so on. */
export function plural(amount: number, one: string, many: string, ...values: readonly (string | number)[]): string {
  return l10n.t(amount === 1 ? one : many, amount.toLocaleString("en"), ...values);
}
