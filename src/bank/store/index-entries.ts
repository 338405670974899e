import type { BankQuestion } from "../../core/question-bank/index.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { withChanges } from "./apply-changes.ts";
import type { BankState, Manifest } from "./bank-types.ts";
import { isDamaged, readGeneration } from "./generation.ts";
import { bankFolderOf, listGenerations } from "./layout.ts";
import { readParts } from "./read-parts.ts";
import { fromItem, type IndexItem } from "./stored-entry.ts";

/**
 * The bank as it is: its index with the journal's changes. Index order first, then additions; vectors are Float32Array.
 *
 * @throws BankError when the bank was rewritten twice since `state` was read
 */
export function bankEntries(state: BankState): AsyncGenerator<BankEntry> {
  return withChanges(indexEntries(state), state.changes);
}

/**
 * The index alone, without the journal. What is damaged is replaced from the generation before, and `state.losses` is
 * told.
 *
 * @throws BankError when the bank was rewritten twice since `state` was read
 */
export function indexEntries(state: BankState): AsyncGenerator<BankEntry> {
  return entriesOf(state, (item) => fromItem(item, state.manifest));
}

async function* entriesOf(state: BankState, decode: (item: IndexItem) => BankEntry): AsyncGenerator<BankEntry> {
  const { folder, manifest } = state;
  const damaged: (string | null)[] = [];
  let read = 0;
  for await (const entry of readParts(folder, manifest.parts, decode, (id) => damaged.push(id))) {
    read += 1;
    yield entry;
  }
  const whole = damaged.length === 0 && read >= manifest.entries && !isDamaged(state);
  if (!whole) yield* fromGenerationBefore(state, read, damaged);
}

/** The texts of the bank's questions, in the order of `bankEntries`; of a sound index, nothing else is checked. */
export async function* bankTexts(state: BankState): AsyncGenerator<string> {
  const entries = isDamaged(state) ? indexEntries(state) : entriesOf(state, uncheckedEntry);
  for await (const { question } of withChanges(entries, state.changes)) yield question.question;
}

function uncheckedEntry({ question, vector }: IndexItem): BankEntry {
  return { question: JSON.parse(question) as BankQuestion, vector };
}

/** The ids in a state's index; where parts cannot be opened, `state.losses` is told. */
export async function* indexIds(state: BankState): AsyncGenerator<string> {
  for await (const { question } of entriesOf(state, uncheckedEntry)) yield question.id;
}

/** What the generation before has of a damaged one's questions. */
async function* fromGenerationBefore(
  state: BankState,
  read: number,
  damaged: readonly (string | null)[],
): AsyncGenerator<BankEntry> {
  const { manifest, losses } = state;
  const there = await soundIds(state);
  const before = await generationBefore(state);
  const replaced: string[] = [];
  if (before?.manifest.space === manifest.space && before.manifest.dimension === manifest.dimension) {
    for await (const entry of bankEntries(before)) {
      if (there.has(entry.question.id)) continue;
      replaced.push(entry.question.id);
      yield entry;
    }
  }
  for (const id of replaced) there.add(id);
  const sentence = describeLoss({
    manifest,
    read,
    before: before?.manifest.generation ?? null,
    replaced,
    missing: Math.max(0, manifest.entries - there.size),
    lost: damaged.filter((id) => id !== null && !there.has(id)),
  });
  // A state may be read more than once.
  if (!losses.includes(sentence)) losses.push(sentence);
}

async function soundIds({ folder, manifest }: BankState): Promise<Set<string>> {
  const ids = new Set<string>();
  const decode = (item: IndexItem): string => fromItem(item, manifest).question.id;
  for await (const id of readParts(folder, manifest.parts, decode, () => undefined)) ids.add(id);
  return ids;
}

async function generationBefore({ folder, manifest }: BankState): Promise<BankState | null> {
  const bankFolder = bankFolderOf(folder);
  const before = (await listGenerations(bankFolder)).find((generation) => generation < manifest.generation);
  return before === undefined ? null : readGeneration(bankFolder, before);
}

/** How many questions a sentence names. */
const NAMED = 5;
/** Characters of an id; it may be of any length. */
const LONGEST_NAME = 100;

/** What became of a damaged index. */
interface Loss {
  readonly manifest: Manifest;
  /** How many questions could be read. */
  readonly read: number;
  /** The generation before; null when there is none. */
  readonly before: number | null;
  /** Ids of the questions taken from it. */
  readonly replaced: readonly string[];
  /** How many are nowhere to be found. */
  readonly missing: number;
  /** Ids of those of them that are known. */
  readonly lost: readonly (string | null)[];
}

/** Tells what was read from a damaged index, what was replaced, and what is lost. */
function describeLoss({ manifest, read, before, replaced, missing, lost }: Loss): string {
  const { generation, entries } = manifest;
  const sentences = [`The index of generation ${generation} is damaged; ${read} questions could be read from it.`];
  if (replaced.length > 0) {
    sentences.push(`${replaced.length} are as generation ${before ?? 0} has them: ${named(replaced)}.`);
  }
  if (replaced.length > Math.max(0, entries - read)) sentences.push("Some of those may have been removed since then.");
  if (missing > 0) {
    sentences.push(`${missing} of ${entries} are lost${lost.length > 0 ? `, among them ${named(lost)}` : ""}.`);
  }
  return sentences.join(" ");
}

function named(ids: readonly (string | null)[]): string {
  const shown = ids.slice(0, NAMED).map((id) => plainLine(id ?? "", LONGEST_NAME));
  return shown.join(", ") + (ids.length > NAMED ? " and more" : "");
}
