import type { EmbeddingModel, QuestionBank } from "../../core/ports.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import { type CapabilityLine, capabilityChanges } from "./capability-lines.ts";
import {
  bankExists,
  type BankVersion,
  bankVersion,
  createBank,
  packState,
  packStateWith,
  readState,
} from "../store/index.ts";
import { servedIn } from "../spaces/index.ts";
import { readStarterBank } from "./starter-bank.ts";

/** The folder of a bank and what belongs to it. */
export interface BankPlace {
  readonly folder: string;
  /** Folder of the questions that fill a bank that does not exist yet. */
  readonly starterFolder: string;
  /** Further outcomes that are not stored in the bank: those of the simulated models. */
  readonly capability: readonly CapabilityLine[];
  /** Called with a sentence about losses to damage, changes made elsewhere, and steps that take long. */
  readonly onNotice?: (message: string) => void;
}

/** A bank in memory, and the version on disk that it was read from. */
interface Loaded {
  readonly bank: PackedBank;
  readonly version: BankVersion;
}

/** How often reading starts again because the bank was rewritten meanwhile. */
const TRIES = 5;

/**
 * Returns the question bank of a folder in the embedder's space, whatever space it is stored in. An absent bank is made
 * from the starter bank. The bank stays in memory; each `load` checks whether any process or window has written to it
 * since, and then reads it again. Concurrent loads share one reading. After a failure no old bank is returned: the next
 * load tries again.
 */
export function openBank(place: BankPlace, embedding: EmbeddingModel): QuestionBank {
  const { folder, starterFolder, capability, onNotice } = place;
  const further = capabilityChanges(capability);
  let loaded: Loaded | null = null;
  let loading: Promise<PackedBank> | null = null;

  async function load(): Promise<PackedBank> {
    if (loaded !== null && isSame(loaded.version, await bankVersion(folder))) return loaded.bank;
    const before = loaded === null ? null : extentOf(loaded.bank);
    // Dropped first, so that two banks need not be in memory at once.
    loaded = null;
    await ensureBank(folder, starterFolder, embedding);
    loaded = await read(TRIES);
    const notice = before === null ? null : changeNotice(before, extentOf(loaded.bank));
    if (notice !== null && !isSame(loaded.version, ownChanges.get(folder) ?? null)) onNotice?.(notice);
    return loaded.bank;
  }

  async function read(tries: number): Promise<Loaded> {
    const state = await readState(folder);
    try {
      const inSpace = ["", embedding.space].includes(state.manifest.space);
      const bank = inSpace
        ? await packState(state, embedding.space, further)
        : await packStateWith(servedIn(folder, embedding, onNotice), state, further);
      for (const loss of state.losses) onNotice?.(loss);
      return { bank, version: state.version };
    } catch (error) {
      if (tries === 1 || isSame(state.version, await bankVersion(folder))) throw error;
      return read(tries - 1);
    }
  }

  return {
    load() {
      loading ??= load().finally(() => {
        loading = null;
      });
      return loading;
    },
  };
}

/** Creates the bank of a folder from the starter bank when it is absent. */
export async function ensureBank(folder: string, starterFolder: string, embedding: EmbeddingModel): Promise<void> {
  if (await bankExists(folder)) return;
  const questions = await readStarterBank(starterFolder);
  const embedded = await embedding.embed(
    questions.map(({ question }) => question),
    "document",
  );
  const entries = questions.map((question, index) => ({ question, vector: embedded[index]?.vector ?? [] }));
  await createBank(folder, { space: embedding.space, entries });
}

/** By folder: the version of a bank after this process's last change. */
const ownChanges = new Map<string, BankVersion>();

/** Records a change that the user made in this process, so that it is not reported as a change made elsewhere. */
export async function noteOwnChange(folder: string): Promise<void> {
  const version = await bankVersion(folder);
  if (version !== null) ownChanges.set(folder, version);
}

function isSame(a: BankVersion, b: BankVersion | null): boolean {
  return a.generation === b?.generation && a.contentHash === b.contentHash && a.journalBytes === b.journalBytes;
}

/** The size of a bank, for the notice about a change. */
interface Extent {
  readonly questions: number;
  readonly outcomes: number;
}

function extentOf({ questions, capability }: PackedBank): Extent {
  let outcomes = 0;
  for (const code of capability) if (code !== 0) outcomes += 1;
  return { questions: questions.size, outcomes };
}

/** Returns null when the counts did not change, for example when a journal was folded into the index. */
function changeNotice(before: Extent, now: Extent): string | null {
  const changed = (what: keyof Extent): string =>
    `The question bank was changed elsewhere: ${before[what].toLocaleString("en")} -> ${now[what].toLocaleString("en")} ${what}.`;
  if (before.questions !== now.questions) return changed("questions");
  return before.outcomes === now.outcomes ? null : changed("outcomes");
}
