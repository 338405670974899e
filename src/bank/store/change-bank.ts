import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { BankError } from "../../core/errors.ts";
import { type BankLock, withBankLock } from "./bank-lock.ts";
import { withChanges } from "./apply-changes.ts";
import type { BankChange, BankState, BankVersion } from "./bank-types.ts";
import { newestGeneration } from "./generation.ts";
import { bankEntries } from "./index-entries.ts";
import { appendToJournal } from "./journal.ts";
import { KnownBank } from "./known-bank.ts";
import { bankExists, bankVersion, readState } from "./read-state.ts";
import { asItIs, rewriteUnderLock } from "./rewrite-bank.ts";
import { storageFailure } from "./storage-failure.ts";

/** A journal may always grow to this length, and beyond it up to this share of the index, before it is folded in. */
const JOURNAL_BYTES = 1 << 20;
const JOURNAL_SHARE = 0.1;

/** Returns the changes to make, given which questions the bank has when they are made. */
export type ChangesFor = (has: (id: string) => boolean) => readonly BankChange[];

/** The changes of one call, which are made together. */
interface Request {
  readonly space: string;
  readonly changes: ChangesFor;
  readonly expected: BankVersion | undefined;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const appenders = new Map<string, Appender>();

/**
 * Makes changes to a bank, in order. Resolves once they are safe on disk. Calls that come during a write share the next
 * write. Afterwards a journal that has grown long is folded into the index.
 *
 * @param space embedding space of the changes' vectors
 * @param changes or what returns them, once the bank cannot be written by others
 * @param expected the version that the changes were decided on: they are refused when the bank has another version now
 * @throws BankError when a change cannot be made, which the message names, or the files cannot be written. In that case
 * none of the call's changes is made.
 */
export async function changeBank(
  bankFolder: string,
  space: string,
  changes: readonly BankChange[] | ChangesFor,
  expected?: BankVersion,
): Promise<void> {
  if (typeof changes !== "function" && changes.length === 0) return;
  const key = path.resolve(bankFolder);
  const appender = appenders.get(key) ?? new Appender(bankFolder);
  appenders.set(key, appender);
  await appender.change(space, typeof changes === "function" ? changes : () => changes, expected);
}

/** Appends to the journal of one bank. */
class Appender {
  private readonly bankFolder: string;
  private waiting: Request[] = [];
  private running = false;
  private known: KnownBank | null = null;
  /** A journal that could not be folded in is left alone until it has this length. */
  private compactAt = 0;

  constructor(bankFolder: string) {
    this.bankFolder = bankFolder;
  }

  change(space: string, changes: ChangesFor, expected: BankVersion | undefined): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ space, changes, expected, done, failed });
      if (!this.running) void this.run();
    });
  }

  /** Never rejects: failures go to the calls that caused them. */
  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      let requests: readonly Request[] = [];
      try {
        // Checked before the lock is taken, because the lock would create the folder.
        if (!(await bankExists(this.bankFolder)))
          throw new BankError(`There is no question bank in ${this.bankFolder}.`);
        await withBankLock(this.bankFolder, async (lock) => {
          requests = this.takeWaiting();
          await this.store(requests, lock);
          await this.compactIfLong(lock);
        });
      } catch (error) {
        this.known = null;
        const failure = storageFailure(error, this.bankFolder);
        for (const { failed } of requests.length > 0 ? requests : this.takeWaiting()) failed(failure);
      }
    }
    this.running = false;
  }

  private takeWaiting(): readonly Request[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  private async store(requests: readonly Request[], lock: BankLock): Promise<void> {
    const known = await this.current(lock);
    if (known === null) {
      const [first, ...others] = requests;
      if (first !== undefined) await this.storeFirst(first, lock);
      if (others.length > 0) await this.store(others, lock);
      return;
    }
    const accepted: Request[] = [];
    const refused: (() => void)[] = [];
    const lines: string[] = [];
    for (const request of requests) {
      try {
        this.refuseMoved(request, accepted.length > 0 ? null : known.version);
        lines.push(
          known.linesFor(
            request.space,
            request.changes((id) => known.has(id)),
          ),
        );
        accepted.push(request);
      } catch (error) {
        refused.push(() => {
          request.failed(error);
        });
      }
    }
    if (accepted.length > 0) {
      await lock.assertHeld();
      known.journal = await appendToJournal(known.folder, lines.join(""), known.journal);
      await this.assertStillNewest(known);
    }
    for (const { done } of accepted) done();
    // Reported only now: a refused caller reads the bank again at once, and must find the changes of the others.
    for (const tell of refused) tell();
  }

  /** Returns the current facts about the bank, after repairing it if needed; null when the bank is empty. */
  private async current(lock: BankLock): Promise<KnownBank | null> {
    const { bankFolder } = this;
    const version = await bankVersion(bankFolder);
    const { known } = this;
    if (known !== null && version?.contentHash === known.manifest.contentHash) {
      if (version.generation === known.manifest.generation && version.journalBytes >= known.journal.end) {
        if (version.journalBytes !== known.journal.bytes) await known.catchUp();
        return known;
      }
    }
    const state = await readState(bankFolder);
    this.known = await knownOf(state);
    if (state.losses.length > 0) {
      await rewriteUnderLock(bankFolder, lock, asItIs);
      this.known = await knownOf(await readState(bankFolder));
    }
    this.compactAt = 0;
    return this.known;
  }

  /** Writes the first entries of an empty bank as an index; the bank takes its space and dimension from them. */
  private async storeFirst(request: Request, lock: BankLock): Promise<void> {
    const { space, done, failed } = request;
    try {
      const changes = request.changes(() => false);
      await rewriteUnderLock(this.bankFolder, lock, (old) => {
        if (old === null) throw new BankError(`There is no question bank in ${this.bankFolder}.`);
        this.refuseMoved(request, old.version);
        const first = changes.find((change) => change.kind === "add");
        KnownBank.empty(old, { space, dimension: first?.entry.vector.length ?? 0 }).linesFor(space, changes);
        return { space, entries: withChanges(bankEntries(old), changes) };
      });
      done();
    } catch (error) {
      failed(error);
    }
  }

  /** @param now null when other changes come first */
  private refuseMoved({ expected }: Request, now: BankVersion | null): void {
    if (expected === undefined || isDeepStrictEqual(expected, now)) return;
    throw new BankError(
      `The question bank in ${this.bankFolder} was changed meanwhile, so nothing was stored. Try again.`,
    );
  }

  /**
   * A process that was suspended during the write may have lost its lock and appended to a generation that is no longer
   * read.
   */
  private async assertStillNewest({ manifest }: KnownBank): Promise<void> {
    if ((await newestGeneration(this.bankFolder)) === manifest.generation) return;
    throw new BankError(
      `The question bank in ${this.bankFolder} was rewritten by another process meanwhile. Look whether the change is there, and try again.`,
    );
  }

  /**
   * Folds in a long journal. The changes are safe either way, so a failure is ignored; the next attempt follows after
   * more changes.
   */
  private async compactIfLong(lock: BankLock): Promise<void> {
    const { known } = this;
    if (known === null) return;
    const indexBytes = known.manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
    const limit = Math.max(JOURNAL_BYTES, JOURNAL_SHARE * indexBytes);
    if (known.journal.end <= Math.max(limit, this.compactAt)) return;
    try {
      await rewriteUnderLock(this.bankFolder, lock, asItIs);
    } catch {
      this.compactAt = known.journal.end + limit;
    }
  }
}

/** Returns the facts about a bank, and adds losses to `state.losses`; null when the bank is empty. */
async function knownOf(state: BankState): Promise<KnownBank | null> {
  return state.manifest.dimension === 0 ? null : KnownBank.of(state);
}
