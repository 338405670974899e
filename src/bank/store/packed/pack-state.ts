import {
  type BankEntry,
  packBank,
  type PackedBank,
  type QuestionTable,
  type VectorStore,
} from "../../../core/packed-bank/index.ts";
import { scannedVectors } from "../../scan/index.ts";
import { withChanges } from "../apply-changes.ts";
import { type BankChange, bankEntries, type BankState, indexEntries } from "../bank-store.ts";
import { isDamaged } from "../generation.ts";
import { packFromFile } from "./pack-from-file.ts";
import { withPackedFile } from "./read-packed.ts";
import { writePacked } from "./write-packed.ts";

/** The vectors of a bank's rows in one space. */
export type RowVectors = VectorStore & Pick<PackedBank, "space" | "dimension">;

/** Returns the vectors of questions, in their order, in another space than the one they are stored in. */
export type VectorsOf = (questions: QuestionTable) => Promise<RowVectors>;

/**
 * Returns the in-memory bank of a state on disk: from the side file, which is made first if none matches, with the
 * journal's changes applied. The result equals packing all entries.
 *
 * @param space for a bank that has none yet
 * @param further changes that are not stored, applied after the state's own
 * @throws BankError when the bank cannot be read, or was rewritten since the state was read
 */
export async function packState(
  state: BankState,
  space: string,
  further: readonly BankChange[] = [],
): Promise<PackedBank> {
  return { ...(await packed(state, further, true)), space: state.manifest.space || space };
}

/** Returns the same bank with other vectors: the stored vectors are not read. @throws also the errors of `vectorsOf` */
export async function packStateWith(
  vectorsOf: VectorsOf,
  state: BankState,
  further: readonly BankChange[] = [],
): Promise<PackedBank> {
  const bank = await packed(state, further, false);
  return { ...bank, ...(await vectorsOf(bank.questions)) };
}

/** Returns the bank without its space, and without vectors when they are not needed. */
async function packed(state: BankState, further: readonly BankChange[], vectors: boolean): Promise<PackedBank> {
  const changes = [...state.changes, ...further];
  // Only reading all of a damaged index shows what it still holds.
  const bank = isDamaged(state) ? null : await packFromSideFile(state, changes, vectors);
  return bank ?? packEntries(state, further, vectors);
}

/** Returns null when no side file can be made, or the changes cannot be applied to it. */
async function packFromSideFile(
  state: BankState,
  changes: readonly BankChange[],
  vectors: boolean,
): Promise<PackedBank | null> {
  const read = (): Promise<PackedBank | null> => {
    return withPackedFile(state.folder, state.manifest, (file) => packFromFile(file, changes, vectors));
  };
  try {
    return await read();
  } catch {
    // The file is absent, of an older state, or damaged. It is only a cache.
  }
  try {
    return (await writePacked(state, indexEntries(state))) ? await read() : null;
  } catch {
    // The folder cannot be written, or the index cannot be read. In the second case packing the entries reports that.
    return null;
  }
}

/** Packs all entries from memory: the simple way. */
async function packEntries(state: BankState, further: readonly BankChange[], vectors: boolean): Promise<PackedBank> {
  const entries: BankEntry[] = [];
  for await (const { question, vector } of withChanges(bankEntries(state), further)) {
    if (question.split === "bank") entries.push({ question, vector: vectors ? vector : [] });
  }
  return packBank("", entries, scannedVectors);
}
