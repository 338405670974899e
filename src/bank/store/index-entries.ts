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
 * Yields the bank's current entries: its index with the journal's changes. Index order first, then additions; vectors
 * are Float32Array.
 *
 * @throws BankError when the bank was rewritten twice since `state` was read
 */
export function bankEntries(state: BankState): AsyncGenerator<BankEntry> {
  return withChanges(indexEntries(state), state.changes);
}

/**
 * Yields the entries of the index, without the journal. Damaged entries are replaced from the previous generation, and
 * the losses are added to `state.losses`.
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

/**
 * Yields the texts of the bank's questions, in the order of `bankEntries`. For an undamaged index nothing else is
 * checked.
 */
export async function* bankTexts(state: BankState): AsyncGenerator<string> {
  const entries = isDamaged(state) ? indexEntries(state) : entriesOf(state, uncheckedEntry);
  for await (const { question } of withChanges(entries, state.changes)) yield question.question;
}

function uncheckedEntry({ question, vector }: IndexItem): BankEntry {
  return { question: JSON.parse(question) as BankQuestion, vector };
}

/** Yields the ids in a state's index. Parts that cannot be opened are added to `state.losses`. */
export async function* indexIds(state: BankState): AsyncGenerator<string> {
  for await (const { question } of entriesOf(state, uncheckedEntry)) yield question.id;
}

/** Yields the entries that the previous generation has of a damaged one's questions. */
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
/** Longest id that a sentence shows, in characters; ids may have any length. */
const LONGEST_NAME = 100;

/** The result of reading a damaged index. */
interface Loss {
  readonly manifest: Manifest;
  /** How many questions were readable. */
  readonly read: number;
  /** The previous generation; null when there is none. */
  readonly before: number | null;
  /** Ids of the questions taken from it. */
  readonly replaced: readonly string[];
  /** How many questions are lost. */
  readonly missing: number;
  /** The ids of the lost questions, as far as they are known. */
  readonly lost: readonly (string | null)[];
}

/** Returns sentences about what was read from a damaged index, what was replaced, and what is lost. */
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
