import { type BankEntry, type PackedBank, plainVectors } from "../../core/question-bank/packed-bank.ts";
import { scannedVectors } from "../scan/vector-memory.ts";
import { withChanges } from "../store/apply-changes.ts";
import type { BankChange } from "../store/bank-store.ts";
import { layOver } from "./lay-over.ts";
import type { PackedFile } from "./read-packed.ts";

/**
 * The bank of a side file with changes laid over it: what packing all entries gives, but for the space, which is "".
 *
 * @param vectors whether they are wanted; without them the bank has dimension 0
 * @returns null when the changes cannot be laid over it
 * @throws Error when the file is damaged
 */
export async function packFromFile(
  file: PackedFile,
  changes: readonly BankChange[],
  vectors = true,
): Promise<PackedBank | null> {
  const added: BankEntry[] = [];
  for await (const entry of withChanges(none(), changes)) if (entry.question.split === "bank") added.push(entry);
  const rows = file.rows + added.length;
  const dimension = rows === 0 ? 0 : file.dimension;
  if (added.some(({ vector }) => vector.length !== dimension)) return null;

  if (!vectors) {
    const laid = await layOver(await file.readColumns(), changes, added);
    return laid === null ? null : { space: "", dimension: 0, ...laid, ...plainVectors(rows, 0) };
  }
  const store = scannedVectors(rows, dimension);
  // The vectors, which are nearly all of the file, come while the rest is checked.
  const [laid] = await Promise.all([
    file.readColumns().then((columns) => layOver(columns, changes, added)),
    file.readVectors(store.vectors),
  ]);
  if (laid === null) return null;
  added.forEach(({ vector }, index) => {
    store.vectors.set(vector, (file.rows + index) * dimension);
  });
  return { space: "", dimension, ...laid, ...store };
}

/** An index without entries: changes made to it leave what they add. */
async function* none(): AsyncGenerator<BankEntry> {
  // Nothing to give.
}
