import { inspectGeneration, newestGeneration } from "../../bank/store/index.ts";

/**
 * Returns the number of questions in a bank's newest generation, from its manifest alone; null when there is no bank.
 */
export async function bankSize(bankFolder: string): Promise<number | null> {
  const generation = await newestGeneration(bankFolder);
  const found = generation === null ? null : await inspectGeneration(bankFolder, generation);
  return found === null || !found.recorded ? null : found.manifest.entries;
}
