import spdx from "spdx-license-list/full.js";

/** Licences under which something may be shipped; where an expression offers a choice, one of them is enough. */
export const allowedLicences: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "blessing",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "bzip2-1.0.6",
  "ISC",
  "MIT",
  // Both ask for the source of their own files only, and every notice says where that is.
  "MPL-2.0",
  "Python-2.0.1",
  "Zlib",
]);

/** The licences that an SPDX expression names. */
export function namedLicences(expression: string): string[] {
  return expression.split(/[\s()]+/).filter((word) => word !== "" && word !== "AND" && word !== "OR");
}

/** Whether something under this SPDX expression may be shipped. */
export function isAllowed(expression: string): boolean {
  const named = namedLicences(expression);
  const all = named.length > 0 && named.every((name) => allowedLicences.has(name));
  const isChoice = /\sOR\s/.test(expression) && !/\sAND\s/.test(expression);
  return all || (isChoice && named.some((name) => allowedLicences.has(name)));
}

/**
 * A licence's text as SPDX has it, without the line for a copyright that nobody has filled in.
 *
 * @throws Error when SPDX does not know the licence
 */
export function textOf(licence: string): string {
  const text = spdx[licence]?.licenseText;
  if (text === undefined) {
    throw new Error(`SPDX has no licence ${JSON.stringify(licence)}. Look up its name on https://spdx.org/licenses.`);
  }
  return text.replace(/^copyright.*(?:<\w|\bYEAR\b).*\n+/im, "").trim();
}
