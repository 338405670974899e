import spdx from "spdx-license-list/full.js";

/** Licences that may be shipped; if an expression offers a choice, one of them is enough. */
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
  // Requires only the source of its own files, and every notice says where that is.
  "MPL-2.0",
  "Python-2.0.1",
  "Zlib",
]);

/** Returns the licences that an SPDX expression names. */
export function namedLicences(expression: string): string[] {
  return expression.split(/[\s()]+/).filter((word) => word !== "" && word !== "AND" && word !== "OR");
}

/** Whether software under this SPDX expression may be shipped. */
export function isAllowed(expression: string): boolean {
  const named = namedLicences(expression);
  const all = named.length > 0 && named.every((name) => allowedLicences.has(name));
  const isChoice = /\sOR\s/.test(expression) && !/\sAND\s/.test(expression);
  return all || (isChoice && named.some((name) => allowedLicences.has(name)));
}

/**
 * Returns a licence's text from SPDX, without a copyright line that is not filled in.
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
