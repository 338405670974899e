import { setTimeout as pause } from "node:timers/promises";
import {
  type BankChange,
  bankEntries,
  changeBank,
  type Outcome,
  readState,
  readSteadily,
} from "../../bank/store/index.ts";
import { BankError } from "../../core/errors.ts";

/** Newly known facts about a question of the bank. */
type KnownQuestionChange = Extract<BankChange, { kind: "outcomes" | "skills" }>;

/** Milliseconds between two writes, because each waits for the disk and for the bank's lock. */
const PAUSE = 250;

/**
 * Writes outcomes and keywords to the bank, many at a time. Their sources are already in the logs, so a lost batch is
 * recorded by the next run.
 */
export class OutcomeRecorder {
  private readonly bankFolder: string;
  private readonly onRecorded: (count: number) => void;
  private waiting = new Map<string, Record<string, Outcome | null>>();
  private skills = new Map<string, readonly string[]>();
  private count = 0;
  private running: Promise<void> | null = null;
  private flushing = new AbortController();
  private failure: { readonly error: unknown } | null = null;
  private space: string | null = null;

  /** @param onRecorded called with how many outcomes, and keywords of how many questions, the bank has received */
  constructor(bankFolder: string, onRecorded: (count: number) => void) {
    this.bankFolder = bankFolder;
    this.onRecorded = onRecorded;
  }

  /**
   * @param outcome null removes what the bank knows
   * @throws the error of an earlier write
   */
  add(questionId: string, model: string, outcome: Outcome | null): void {
    this.waiting.set(questionId, { ...this.waiting.get(questionId), [model]: outcome });
    this.added();
  }

  /** @throws the error of an earlier write */
  addSkills(questionId: string, skills: readonly string[]): void {
    this.skills.set(questionId, skills);
    this.added();
  }

  /** Writes everything that is waiting. @throws when the bank cannot be written */
  async flush(): Promise<void> {
    this.flushing.abort();
    await this.running;
    this.flushing = new AbortController();
    if (this.failure !== null) throw this.failure.error;
  }

  private added(): void {
    if (this.failure !== null) throw this.failure.error;
    this.count += 1;
    this.running ??= this.run();
  }

  /** Never rejects: the failure is kept for the next call. */
  private async run(): Promise<void> {
    try {
      while (this.count > 0) {
        await pause(PAUSE, undefined, { signal: this.flushing.signal }).catch(() => undefined);
        const [changes, count] = [this.changes(), this.count];
        this.waiting = new Map();
        this.skills = new Map();
        this.count = 0;
        await this.record(changes);
        this.onRecorded(count);
      }
    } catch (error) {
      this.failure = { error };
    } finally {
      this.running = null;
    }
  }

  private changes(): KnownQuestionChange[] {
    return [
      ...[...this.waiting].map(([id, capability]) => ({ kind: "outcomes", id, capability }) as const),
      ...[...this.skills].map(([id, skills]) => ({ kind: "skills", id, skills }) as const),
    ];
  }

  private async record(changes: readonly KnownQuestionChange[]): Promise<void> {
    try {
      this.space ??= (await readState(this.bankFolder)).manifest.space;
      await changeBank(this.bankFolder, this.space, changes);
      return;
    } catch {
      // A question may have been removed, or the bank embedded again; both are checked below.
    }
    const { space, ids } = await this.lookAtBank();
    this.space = space;
    await changeBank(
      this.bankFolder,
      space,
      changes.filter(({ id }) => ids.has(id)),
    );
  }

  private lookAtBank(): Promise<{ space: string; ids: ReadonlySet<string> }> {
    return readSteadily(this.bankFolder, async (state) => {
      if (state === null) {
        throw new BankError(
          `There is no question bank in ${this.bankFolder} any more, so outcomes cannot be stored. Bring it back and evaluate again: the answers in its folder "replies" are not asked for again.`,
        );
      }
      const ids = new Set<string>();
      for await (const { question } of bankEntries(state)) ids.add(question.id);
      return { space: state.manifest.space, ids };
    });
  }
}
