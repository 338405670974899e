import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { messageOf } from "../../core/errors.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import { type LearnedLast, type TunedSource, type TuningBank, tuningBank } from "../../core/tuned/index.ts";
import { keptModel } from "./kept-model.ts";
import type { Lesson, Setup } from "./messages.ts";

/** Milliseconds from the question that finds a changed bank to the start of learning: the question has the processor. */
const DELAY_MS = 2000;
/** Limit of the worker's heap in megabytes; vectors and outcomes are outside of it. */
const HEAP_LIMIT = 1024;

const STILL_LEARNING = "SMCS is still learning from the question bank.";
const TOO_LITTLE = "The question bank has too few outcomes to learn from (40 questions, 2 models).";

/** Options for what is learned from a bank. */
interface LearningOptions {
  /** Whether the learned model is kept in the bank's folder, for the next start. */
  readonly keeps: boolean;
  readonly delayMs?: number;
  readonly workerFile?: URL;
}

/** By folder, space and whether it is kept: what was learned from a bank. One serves all runs of the process. */
const all = new Map<string, Learning>();

/**
 * Resolves with what was learned from the bank of a folder, which learns again when the bank changes. What an earlier
 * process kept is read first.
 *
 * @param bank as it is now
 */
export async function learnedFrom(
  bankFolder: string,
  bank: PackedBank,
  options: LearningOptions,
): Promise<TunedSource> {
  const learningOf = ({ space }: PackedBank): Learning => {
    const key = JSON.stringify([bankFolder, space, options.keeps]);
    const learning = all.get(key) ?? new Learning(fileOf(bankFolder, space, options.keeps), options);
    all.set(key, learning);
    return learning;
  };
  await learningOf(bank).readKept(bank);
  return (now) => learningOf(now).last(now);
}

/**
 * Learns at once what is waiting, and resolves when it is learned and kept. For commands, which end after a question.
 *
 * @param onStart called before anything is learned
 */
export async function finishTuning(onStart: () => void = () => undefined): Promise<void> {
  // What is not kept serves no later command.
  const busy = [...all.values()].filter((learning) => learning.isBusy && learning.keeps);
  if (busy.length > 0) onStart();
  await Promise.all(busy.map((learning) => learning.finish()));
}

function fileOf(bankFolder: string, space: string, keeps: boolean): string | null {
  if (!keeps) return null;
  return path.join(bankFolder, "tuned", `${createHash("sha256").update(space).digest("hex").slice(0, 16)}.json`);
}

/** What was learned from one bank. At most one worker learns at a time; changes meanwhile wait for the next one. */
class Learning {
  readonly #file: string | null;
  readonly #options: LearningOptions;
  #last: Lesson | null = null;
  /** The bank that `#last`, or its failure, belongs to; weak, because nobody else may need it any more. */
  #learnedFrom = new WeakRef<object>({});
  /** Why nothing could be learned. */
  #problem: string | null = null;
  #waiting: { readonly bank: WeakRef<PackedBank>; readonly timer: NodeJS.Timeout } | null = null;
  #working: Promise<void> | null = null;
  #reading: Promise<void> | null = null;

  constructor(file: string | null, options: LearningOptions) {
    this.#file = file;
    this.#options = options;
  }

  get keeps(): boolean {
    return this.#file !== null;
  }

  get isBusy(): boolean {
    return this.#waiting !== null || this.#working !== null;
  }

  /** Reads what an earlier process kept, once. */
  readKept(bank: PackedBank): Promise<void> {
    this.#reading ??= this.#read(bank);
    return this.#reading;
  }

  async #read(bank: PackedBank): Promise<void> {
    const kept = this.#file === null ? null : await keptModel(this.#file);
    if (kept === null || kept.model.space !== bank.space) return;
    this.#last = kept;
    if (kept.fingerprint === fingerprintOf(tuningBank(bank))) this.#learnedFrom = new WeakRef(bank);
  }

  last(bank: PackedBank): LearnedLast | string {
    const isCurrent = this.#learnedFrom.deref() === bank;
    if (!isCurrent && this.#waiting?.bank.deref() !== bank) this.#schedule(bank);
    if (this.#last === null) return this.#problem ?? STILL_LEARNING;
    const { model, learnedAt } = this.#last;
    return model === null ? TOO_LITTLE : { model, learnedAt, isCurrent: isCurrent && this.#problem === null };
  }

  async finish(): Promise<void> {
    while (this.isBusy) {
      await this.#working;
      if (this.#waiting !== null) await this.#start();
    }
  }

  #schedule(bank: PackedBank): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting.timer);
    const timer = setTimeout(() => void this.#start(), this.#options.delayMs ?? DELAY_MS).unref();
    this.#waiting = { bank: new WeakRef(bank), timer };
  }

  /** Learns from the waiting bank when no other worker works; otherwise the end of that work starts this one. */
  async #start(): Promise<void> {
    if (this.#working !== null || this.#waiting === null) return;
    clearTimeout(this.#waiting.timer);
    const bank = this.#waiting.bank.deref();
    this.#waiting = null;
    if (bank === undefined) return;
    this.#working = this.#learn(bank).then(
      () => {
        this.#problem = null;
      },
      (error: unknown) => {
        this.#problem = `SMCS could not learn from the question bank (${messageOf(error)}).`;
      },
    );
    await this.#working;
    this.#learnedFrom = new WeakRef(bank);
    this.#working = null;
    await this.#start();
  }

  async #learn(bank: PackedBank): Promise<void> {
    const { scan: _, ...data } = tuningBank(bank);
    // Each step by itself takes milliseconds; between them others have their turn.
    await setImmediate();
    const fingerprint = fingerprintOf(data);
    // A bank that was only read again has taught all it can.
    if (fingerprint === this.#last?.fingerprint) return;
    await setImmediate();
    const vectors = bank.vectors.slice();
    await setImmediate();
    const last = this.#last?.model ?? null;
    const setup: Setup = { bank: { ...data, vectors }, fingerprint, last, file: this.#file };
    const worker = new Worker(this.#options.workerFile ?? usualWorkerFile(), {
      workerData: setup,
      transferList: [vectors.buffer],
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT },
    });
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (lesson: Lesson) => {
        this.#last = lesson;
        this.#learnedFrom = new WeakRef(bank);
        this.#problem = null;
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`its worker ended with code ${code}`));
      });
    });
  }
}

/** Returns a hash of everything that is learned from; of the vectors, which are large, only a sum. */
function fingerprintOf(bank: TuningBank): string {
  const { vectors, capability, lengths, outcomes, sources, domains, topics } = bank;
  const hash = createHash("sha256");
  for (const column of [capability, lengths, outcomes.values, outcomes.weights, sources.of, domains.of, topics.of]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  let sum = 0;
  // Each place has a weight of its own, so that a changed order changes the sum.
  for (let i = 0; i < vectors.length; i++) sum += (vectors[i] as number) * (1 + (i % 8191));
  const names = [sum, bank.space, bank.models, bank.ids, sources.names, domains.names, topics.names];
  return hash.update(JSON.stringify(names)).digest("hex");
}

/** Possible paths of the worker's script from here: among the sources, or in the build's folder. */
const PLACES = ["./worker-main.ts", "./tuner.mjs", "../tuner.mjs"];

/** Returns the worker's script. @throws Error when it is missing */
function usualWorkerFile(): URL {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (file === undefined) throw new Error("its file tuner.mjs is missing: install SMCS again");
  return file;
}
