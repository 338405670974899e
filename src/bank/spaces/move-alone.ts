import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import {
  bankEntries,
  type BankState,
  type BankVersion,
  readState,
  readSteadily,
  rewriteUnderLock,
  withBankLock,
} from "../store/index.ts";
import { embedTexts } from "./embed-texts.ts";
import { keepStored } from "./keep-stored.ts";
import { textKey } from "./kept-file.ts";
import type { KeptVectors } from "./kept-vectors.ts";
import type { MoveProgress } from "./move-progress.ts";
import { withKept } from "./with-kept.ts";

/** At most this many questions are embedded while the bank's lock is held. */
const FEW = 200;
/** Entries written between two progress reports. */
const TOLD_EVERY = 256;

/** Characters of texts that are loaded into memory at a time. */
const AT_ONCE = 1 << 23;

/** What is moved, and where to. */
interface Move {
  readonly bankFolder: string;
  readonly embedding: EmbeddingModel;
  /** Texts per embedding request. */
  readonly batch: number;
  readonly progress: MoveProgress;
  /** Vectors of the new space; deleted when the bank has them all. */
  readonly kept: KeptVectors;
}

/** The space that the bank leaves. */
interface OldSpace {
  readonly space: string;
  /** Where its vectors are kept; null when they need not be kept. */
  readonly kept: KeptVectors | null;
}

/** Questions of a bank without a kept vector. */
interface Lacking {
  /** Of the bank. */
  readonly questions: number;
  /** Of them without a vector. */
  readonly lacking: number;
  /** Their texts, each once; only the first ones when they are very long. */
  readonly texts: readonly string[];
  /** Whether `texts` has all of them. */
  readonly complete: boolean;
}

/**
 * Moves a bank to another space. The caller is the only process that does so.
 *
 * @returns how many questions were moved
 */
export async function moveAlone(move: Move, signal: AbortSignal): Promise<number> {
  for (;;) {
    const version = await embedAll(move, signal);
    const moved = await keepingOld(move, signal, (old, alone) => switchOver(move, old, version, alone));
    if (moved === null) continue;
    await rm(move.kept.file, { force: true }).catch(() => undefined);
    return moved;
  }
}

/** Embeds all texts without the bank's lock. @returns the version of the bank whose questions all have a vector now */
async function embedAll(move: Move, signal: AbortSignal): Promise<BankVersion> {
  for (;;) {
    // The bank's files are closed while texts are embedded, which may take hours.
    const [lacking, version] = await readSteadily(move.bankFolder, async (state): Promise<[Lacking, BankVersion]> => {
      const found = existing(state, move);
      return [await lackingTexts(bankEntries(found), move.kept), found.version];
    });
    await embedLacking(lacking, move, signal);
    if (lacking.complete) return version;
  }
}

/** Keeps the old space's vectors, as far as they exist before the bank's lock is taken, then runs `next`. */
async function keepingOld(
  { bankFolder }: Move,
  signal: AbortSignal,
  next: (old: OldSpace, signal: AbortSignal) => Promise<number | null>,
): Promise<number | null> {
  const { space } = (await readState(bankFolder)).manifest;
  // The built-in embedder can make its vectors again in seconds.
  if (space === "" || space.startsWith("built-in/")) return next({ space, kept: null }, signal);
  return withKept(bankFolder, space, { wait: "always", signal }, async (kept, alone) => {
    await readSteadily(bankFolder, async (state) => {
      if (state?.manifest.space === space) await keepStored(bankEntries(state), kept, alone);
    });
    return next({ space, kept }, alone);
  });
}

/**
 * Writes the bank's next generation in the new space.
 *
 * @returns null when too many questions changed since `version` to be embedded under the lock
 */
async function switchOver(
  move: Move,
  old: OldSpace,
  version: BankVersion,
  signal: AbortSignal,
): Promise<number | null> {
  return withBankLock(move.bankFolder, async (lock) => {
    const state = await readState(move.bankFolder);
    if (state.manifest.space !== old.space) return null;
    if (!isDeepStrictEqual(state.version, version)) {
      const lacking = await lackingTexts(bankEntries(state), move.kept);
      if (lacking.lacking > FEW || !lacking.complete) return null;
      await embedLacking(lacking, move, signal);
      if (old.kept !== null) await keepStored(bankEntries(state), old.kept, signal);
    }
    const { entries } = await rewriteUnderLock(move.bankFolder, lock, (now) => {
      return { space: move.embedding.space, entries: inNewSpace(existing(now, move), move, signal) };
    });
    return entries;
  });
}

async function* inNewSpace(state: BankState, { kept, progress }: Move, signal: AbortSignal): AsyncGenerator<BankEntry> {
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
 * Embeds texts and keeps their vectors, batch by batch. Whatever is reported as done survives a kill and a crash of the
 * machine.
 */
async function embedLacking(
  { questions, lacking, texts }: Lacking,
  { kept, embedding, batch, progress }: Move,
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
