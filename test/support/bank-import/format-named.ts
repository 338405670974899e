import { findFormat } from "../../../src/bank-import/index.ts";
import type { ImportFormat } from "../../../src/import-rows/index.ts";

/** Returns a format by its name. @throws Error when there is no format of that name */
export function formatNamed(name: string): ImportFormat {
  const format = findFormat(name);
  if (format === undefined) throw new Error(`There is no format ${name}.`);
  return format;
}
