import { stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { keptSpaceIn } from "./kept-spaces.ts";
import { type BankState, bankTexts, bankVersion, readSteadily } from "../store/index.ts";
import { keptFile, textKey } from "./kept-file.ts";
import { KeptVectors } from "./kept-vectors.ts";

/** How a bank relates to a requested space. */
interface BankSpaces {
  /** The space that the bank is stored in; "" without a bank or without questions. */
  readonly stored: string;
  /** Whether the bank can be opened in the requested space without embedding anything. */
  readonly ready: boolean;
  /**
   * Questions without a vector of the requested space. While such vectors are being added, only estimated from their
   * count.
   */
  readonly missing: number;
  readonly questions: number;
}

/** Vectors written less than this long ago count as still being added to, in milliseconds. */
const GROWING_MS = 10_000;

/** The last result by file of kept vectors, with the state of that file and of the bank it holds for. */
const found = new Map<string, { readonly state: readonly unknown[]; readonly spaces: BankSpaces }>();

/**
 * Returns what opening a bank in a space, or moving it there, would have to embed. This is called for every question.
 * Therefore the bank's journal is read only when it has changed, and the texts only when vectors of the requested space
 * are kept.
 *
 * @throws BankError when the bank cannot be read
 */
export async function bankSpaces(bankFolder: string, space: string): Promise<BankSpaces> {
  const file = keptFile(bankFolder, space);
  const { size = null, mtimeMs = null } = (await stat(file).catch(() => null)) ?? {};
  const growing = mtimeMs !== null && Date.now() - mtimeMs < GROWING_MS;
  const known = found.get(file);
  const version = await bankVersion(bankFolder);
  if (known !== undefined && isDeepStrictEqual(known.state, [version, size, mtimeMs, growing])) return known.spaces;
  return readSteadily(bankFolder, async (state) => {
    const spaces = await spacesOf(state, bankFolder, space, growing);
    found.set(file, { state: [state?.version ?? null, size, mtimeMs, growing], spaces });
    return spaces;
  });
}

async function spacesOf(
  state: BankState | null,
  bankFolder: string,
  space: string,
  growing: boolean,
): Promise<BankSpaces> {
  if (state === null) return { stored: "", ready: true, missing: 0, questions: 0 };
  const stored = state.manifest.space;
  let questions = state.manifest.entries;
  for (const { kind } of state.changes) questions += kind === "add" ? 1 : kind === "remove" ? -1 : 0;
  if (stored === space || questions === 0) return { stored, ready: true, missing: 0, questions };
  // During a move, the texts are not all read again for each question that is asked.
  const vectors = growing ? ((await keptSpaceIn(keptFile(bankFolder, space)))?.vectors ?? 0) : questions;
  if (vectors < questions) return { stored, ready: false, missing: questions - vectors, questions };
  const missing = (await missingIn(state, bankFolder, space)) ?? questions;
  return { stored, ready: missing === 0, missing, questions };
}

/** Returns null when no vectors of the space are kept. */
async function missingIn(state: BankState, bankFolder: string, space: string): Promise<number | null> {
  const kept = await keptIn(bankFolder, space);
  if (kept === null) return null;
  try {
    let missing = 0;
    for await (const text of bankTexts(state)) if (!kept.has(textKey(text))) missing += 1;
    return missing;
  } finally {
    await kept.close();
  }
}

/**
 * Returns the texts that moving a bank to a space would embed, each once.
 *
 * @throws BankError when the bank cannot be read
 */
export async function missingTexts(bankFolder: string, space: string): Promise<string[]> {
  return readSteadily(bankFolder, async (state) => {
    if (state === null || state.manifest.space === space) return [];
    const kept = await keptIn(bankFolder, space);
    try {
      const texts = new Set<string>();
      for await (const text of bankTexts(state)) if (kept?.has(textKey(text)) !== true) texts.add(text);
      return [...texts];
    } finally {
      await kept?.close();
    }
  });
}

/** Resolves with null for unreadable vectors: they are made again. */
function keptIn(bankFolder: string, space: string): Promise<KeptVectors | null> {
  return KeptVectors.read(bankFolder, space).catch(() => null);
}
