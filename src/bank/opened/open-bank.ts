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

/** Where a bank is and what belongs to it. */
export interface BankPlace {
  readonly folder: string;
  /** Folder whose questions make a bank that does not exist yet. */
  readonly starterFolder: string;
  /** Further outcomes that are not stored: those of the simulated models. */
  readonly capability: readonly CapabilityLine[];
  /** Told in sentences what was lost to damage, when somebody else has changed the bank, and what takes long. */
  readonly onNotice?: (message: string) => void;
}

/** A bank in memory, and the state on disk that it was read from. */
interface Loaded {
  readonly bank: PackedBank;
  readonly version: BankVersion;
}

/** How often reading starts over because the bank was rewritten meanwhile. */
const TRIES = 5;

/**
 * The question bank of a folder in the embedder's space, whichever it is stored in, made from the starter bank when it is
 * absent. It is kept in memory; each `load` looks
 * whether any process or window has written it since, and reads it anew then. Loads at the same time share one reading.
 * After a failure nothing old is given out: the next load tries again.
 */
export function openBank(place: BankPlace, embedding: EmbeddingModel): QuestionBank {
  const { folder, starterFolder, capability, onNotice } = place;
  const further = capabilityChanges(capability);
  let loaded: Loaded | null = null;
  let loading: Promise<PackedBank> | null = null;

  async function load(): Promise<PackedBank> {
    if (loaded !== null && isSame(loaded.version, await bankVersion(folder))) return loaded.bank;
    const before = loaded === null ? null : extentOf(loaded.bank);
    // So that two banks need not be in memory at once.
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

/** Makes the bank of a folder from the starter bank when it is absent. */
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

/** By folder: the state that this process last left a bank in. */
const ownChanges = new Map<string, BankVersion>();

/** To be called after a change that the user made here, which is then not reported as somebody else's. */
export async function noteOwnChange(folder: string): Promise<void> {
  const version = await bankVersion(folder);
  if (version !== null) ownChanges.set(folder, version);
}

function isSame(a: BankVersion, b: BankVersion | null): boolean {
  return a.generation === b?.generation && a.contentHash === b.contentHash && a.journalBytes === b.journalBytes;
}

/** How much a bank holds: what people are told of a change. */
interface Extent {
  readonly questions: number;
  readonly outcomes: number;
}

function extentOf({ questions, capability }: PackedBank): Extent {
  let outcomes = 0;
  for (const code of capability) if (code !== 0) outcomes += 1;
  return { questions: questions.size, outcomes };
}

/** Null when nothing of note has changed, as when a journal was folded into the index. */
function changeNotice(before: Extent, now: Extent): string | null {
  const changed = (what: keyof Extent): string =>
    `The question bank was changed elsewhere: ${before[what].toLocaleString("en")} -> ${now[what].toLocaleString("en")} ${what}.`;
  if (before.questions !== now.questions) return changed("questions");
  return before.outcomes === now.outcomes ? null : changed("outcomes");
}
