import path from "node:path";

/**
 * Where a bank's benchmarks keep replies and verdicts.
 *
 * @param given by the user; undefined for the folder beside the bank's own files
 */
export function benchmarkFolder(bankFolder: string, given: string | undefined): string {
  return given === undefined ? path.join(bankFolder, "benchmark") : path.resolve(given);
}
