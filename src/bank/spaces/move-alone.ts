import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { BankEntry } from "../../core/question-bank/packed-bank.ts";
import { withBankLock } from "../bank-lock.ts";
import { readSteadily } from "../read-steadily.ts";
import { bankEntries, type BankState, type BankVersion, readState } from "../store/bank-store.ts";
import { rewriteUnderLock } from "../store/rewrite-bank.ts";
import { embedTexts } from "./embed-texts.ts";
import { keepStored } from "./keep-stored.ts";
import { textKey } from "./kept-file.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import type { MoveProgress } from "./move-progress.ts";
import { withKept } from "./with-kept.ts";

/** No more questions are embedded while the bank's lock is held. */
const FEW = 200;
/** Entries written between two words about it. */
const TOLD_EVERY = 256;

/** Characters of texts that are taken into memory at a time. */
const AT_ONCE = 1 << 23;

/** What is moved where. */
export interface Move {
  readonly bankFolder: string;
  readonly embedding: EmbeddingModel;
  readonly batch: number;
  readonly progress: MoveProgress;
}

/** Which questions of a bank have no kept vector. */
interface Lacking {
  /** Of the bank. */
  readonly questions: number;
  /** Of them without a vector. */
  readonly lacking: number;
  /** Their texts, each once; only the first of them where they are very long. */
  readonly texts: readonly string[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/**
 * Moves a bank to another space, as the only process that does.
 *
 * @param kept of the new space; removed when the bank has them all
 * @returns how many questions were moved
 */
export async function moveAlone(move: Move, kept: KeptVectors, signal: AbortSignal): Promise<number> {
  for (;;) {
    const version = await embedAll(move, kept, signal);
    const moved = await keepingOld(move, signal, (old, space, alone) =>
      switchOver(move, kept, old, space, version, alone),
    );
    if (moved === null) continue;
    await rm(kept.file, { force: true }).catch(() => undefined);
    return moved;
  }
}

/** Without the bank's lock. @returns the version of the bank whose questions all have a vector now */
async function embedAll(move: Move, kept: KeptVectors, signal: AbortSignal): Promise<BankVersion> {
  for (;;) {
    // No file of the bank stays open while texts are embedded, which may take hours.
    const [lacking, version] = await readSteadily(move.bankFolder, async (state): Promise<[Lacking, BankVersion]> => {
      const found = existing(state, move);
      return [await lackingTexts(bankEntries(found), kept), found.version];
    });
    await embedLacking(lacking, kept, move.embedding, move.batch, move.progress, signal);
    if (lacking.complete) return version;
  }
}

/** Keeps the old space's vectors, as far as they are there before the bank's lock is taken, around what comes then. */
async function keepingOld(
  { bankFolder }: Move,
  signal: AbortSignal,
  next: (old: KeptVectors | null, space: string, signal: AbortSignal) => Promise<number | null>,
): Promise<number | null> {
  const { space } = (await readState(bankFolder)).manifest;
  // The built-in embedder makes them anew in seconds.
  if (space === "" || space.startsWith("built-in/")) return next(null, space, signal);
  return withKept(bankFolder, space, "always", signal, async (old, alone) => {
    await readSteadily(bankFolder, async (state) => {
      if (state?.manifest.space === space) await keepStored(bankEntries(state), old, alone);
    });
    return next(old, space, alone);
  });
}

/**
 * Writes the bank's next generation in the new space.
 *
 * @param old where the vectors of the bank's space are kept; null where they need not be
 * @returns null when too much has changed since `version` to be made up for under the lock
 */
async function switchOver(
  move: Move,
  kept: KeptVectors,
  old: KeptVectors | null,
  oldSpace: string,
  version: BankVersion,
  signal: AbortSignal,
): Promise<number | null> {
  const { bankFolder, embedding, batch, progress } = move;
  return withBankLock(bankFolder, async (lock) => {
    const state = await readState(bankFolder);
    if (state.manifest.space !== oldSpace) return null;
    if (!isDeepStrictEqual(state.version, version)) {
      const lacking = await lackingTexts(bankEntries(state), kept);
      if (lacking.lacking > FEW || !lacking.complete) return null;
      await embedLacking(lacking, kept, embedding, batch, progress, signal);
      if (old !== null) await keepStored(bankEntries(state), old, signal);
    }
    const { entries } = await rewriteUnderLock(bankFolder, lock, (now) => {
      return { space: embedding.space, entries: inNewSpace(existing(now, move), kept, progress, signal) };
    });
    return entries;
  });
}

async function* inNewSpace(
  state: BankState,
  kept: KeptVectors,
  progress: MoveProgress,
  signal: AbortSignal,
): AsyncGenerator<BankEntry> {
  let written = 0;
  for await (const { question } of bankEntries(state)) {
    signal.throwIfAborted();
    const vector = await kept.get(textKey(question.question));
    if (vector === null) {
      throw new BankError(
        `${kept.file} was damaged while it was in use; the question bank is as it was. Try again: what is damaged is made anew.`,
      );
    }
    yield { question, vector };
    written += 1;
    if (written % TOLD_EVERY === 0) progress.written(written, progress.last.questions);
  }
  progress.written(written, written);
}

function existing(state: BankState | null, { bankFolder }: Move): BankState {
  if (state !== null) return state;
  throw new BankError(`There is no question bank in ${bankFolder} any more.`);
}

/** Compares a bank with the kept vectors of a space. */
async function lackingTexts(entries: AsyncIterable<BankEntry>, kept: KeptVectors): Promise<Lacking> {
  const texts = new Map<string, string>();
  let [questions, lacking, characters, complete] = [0, 0, 0, true];
  for await (const { question } of entries) {
    questions += 1;
    const key = textKey(question.question);
    if (kept.has(key)) continue;
    lacking += 1;
    if (texts.has(key)) continue;
    complete = characters < AT_ONCE;
    if (!complete) continue;
    texts.set(key, question.question);
    characters += question.question.length;
  }
  return { questions, lacking, texts: [...texts.values()], complete };
}

/**
 * Embeds texts and keeps their vectors, batch by batch: what is told as done survives a kill and a fall of the machine.
 *
 * @param batch how many texts at a time
 */
async function embedLacking(
  { questions, lacking, texts }: Lacking,
  kept: KeptVectors,
  embedding: EmbeddingModel,
  batch: number,
  progress: MoveProgress,
  signal: AbortSignal,
): Promise<void> {
  progress.embedded(questions - lacking, questions, 0);
  for (let start = 0; start < texts.length; start += batch) {
    const some = texts.slice(start, start + batch);
    const vectors = await embedTexts(some, embedding, signal);
    await kept.append(some.map((text, index) => [textKey(text), vectors[index] as Float32Array]));
    await kept.sync();
    progress.embedded(questions - lacking + start + some.length, questions, some.length);
  }
}
