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

/** Gives the vectors of questions in another space than they are stored in, in their order. */
export type VectorsOf = (questions: QuestionTable) => Promise<RowVectors>;

/**
 * The bank in memory as a state on disk has it: from the side file, which is made first where there is none that fits,
 * with the journal's changes laid over it. The result is that of packing all entries.
 *
 * @param space of a bank that has none yet
 * @param further changes that are stored nowhere, to be applied after the state's own
 * @throws BankError when the bank cannot be read, or was rewritten since the state was read
 */
export async function packState(
  state: BankState,
  space: string,
  further: readonly BankChange[] = [],
): Promise<PackedBank> {
  return { ...(await packed(state, further, true)), space: state.manifest.space || space };
}

/** The same bank with other vectors: those that are stored are not read. @throws what `vectorsOf` throws besides */
export async function packStateWith(
  vectorsOf: VectorsOf,
  state: BankState,
  further: readonly BankChange[] = [],
): Promise<PackedBank> {
  const bank = await packed(state, further, false);
  return { ...bank, ...(await vectorsOf(bank.questions)) };
}

/** Without its space, and without vectors where they are not wanted. */
async function packed(state: BankState, further: readonly BankChange[], vectors: boolean): Promise<PackedBank> {
  const changes = [...state.changes, ...further];
  // What a damaged index still holds, only reading all of it can tell.
  const bank = isDamaged(state) ? null : await packFromSideFile(state, changes, vectors);
  return bank ?? packEntries(state, further, vectors);
}

/** Null when there can be no side file, or the changes cannot be laid over one. */
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
    // Absent, of an older state, or damaged: it is only a cache.
  }
  try {
    return (await writePacked(state, indexEntries(state))) ? await read() : null;
  } catch {
    // The folder cannot be written, or the index cannot be read: then packing the entries says so.
    return null;
  }
}

/** The plain way, which takes all entries into memory. */
async function packEntries(state: BankState, further: readonly BankChange[], vectors: boolean): Promise<PackedBank> {
  const entries: BankEntry[] = [];
  for await (const { question, vector } of withChanges(bankEntries(state), further)) {
    if (question.split === "bank") entries.push({ question, vector: vectors ? vector : [] });
  }
  return packBank("", entries, scannedVectors);
}
