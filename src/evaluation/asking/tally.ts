import type { Rate } from "../pacing/index.ts";

/** How far one model is. */
export interface ModelProgress {
  readonly name: string;
  /** Replies judged in this run. */
  readonly right: number;
  readonly wrong: number;
  /** Those of them that the output limit cut off. */
  readonly cutOff: number;
  /** Questions that it has named the skills of in this run. */
  readonly described: number;
  /** Requests and checks that failed. */
  readonly failed: number;
  /** Pairs that this run will still deal with. */
  readonly left: number;
}

/** How far an evaluation is. */
export interface EvaluationProgress {
  /** Pairs without a current outcome, and questions to be described, when it began. */
  readonly total: number;
  /** Requests of this run that have ended, with a reply or without. */
  readonly asked: number;
  /** Replies judged in this run. */
  readonly right: number;
  readonly wrong: number;
  /** Those of them that the output limit cut off; they were judged as they stand. */
  readonly cutOff: number;
  /** Questions whose skills were named in this run. */
  readonly described: number;
  /** Requests and checks that failed; they are tried again in the next run. */
  readonly failed: number;
  /** The same now. */
  readonly missing: number;
  /** What the replies of this run cost; null when that of one is unknown. */
  readonly costUsd: number | null;
  /** Pairs a second, lately. */
  readonly ratePerSecond: number;
  /** Null while that cannot be told. */
  readonly secondsLeft: number | null;
  readonly inFlight: number;
  readonly models: readonly ModelProgress[];
}

/**
 * Returns the share of its pairs that an evaluation has dealt with, from 0 to 1; requests and checks that failed count.
 */
export function shareDone({ total, models }: Pick<EvaluationProgress, "total" | "models">): number {
  return total === 0 ? 1 : 1 - models.reduce((sum, { left }) => sum + left, 0) / total;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Counts what an evaluation does, and tells it. */
export class Tally {
  private readonly models: ReadonlyMap<string, Mutable<ModelProgress>>;
  private readonly total: number;
  private asked = 0;
  private missing: number;
  private costUsd: number | null = 0;
  private inFlight = 0;
  private readonly rate: Rate;
  private readonly onProgress: (progress: EvaluationProgress) => void;

  /** @param missing how many pairs each model lacks */
  constructor(missing: ReadonlyMap<string, number>, rate: Rate, onProgress: (progress: EvaluationProgress) => void) {
    const models = [...missing].map(
      ([name, left]) => [name, { name, right: 0, wrong: 0, cutOff: 0, described: 0, failed: 0, left }] as const,
    );
    this.models = new Map(models);
    this.total = this.sum("left");
    this.missing = this.total;
    this.rate = rate;
    this.onProgress = onProgress;
  }

  get progress(): EvaluationProgress {
    const { total, asked, missing, costUsd, inFlight } = this;
    const left = this.sum("left");
    const ratePerSecond = this.rate.perSecond();
    return {
      total,
      asked,
      right: this.sum("right"),
      wrong: this.sum("wrong"),
      cutOff: this.sum("cutOff"),
      described: this.sum("described"),
      failed: this.sum("failed"),
      missing,
      costUsd,
      ratePerSecond,
      secondsLeft: left === 0 ? 0 : ratePerSecond > 0 ? left / ratePerSecond : null,
      inFlight,
      models: [...this.models.values()].map((model) => ({ ...model })),
    };
  }

  sent(): void {
    this.inFlight += 1;
    this.tell();
  }

  /** A reply has come, usable or not. @param costUsd null when unknown */
  paid(costUsd: number | null): void {
    this.costUsd = costUsd === null || this.costUsd === null ? null : this.costUsd + costUsd;
  }

  /** A reply is kept. */
  answered(): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.tell();
  }

  /** A request brought no reply that can be used. */
  unanswered(model: string): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.checkFailed(model);
  }

  /** A request was broken off with the run. */
  brokenOff(): void {
    this.inFlight -= 1;
  }

  /** A pair is left for the next run. */
  checkFailed(model: string): void {
    this.of(model).failed += 1;
    this.settled(model);
  }

  /** A pair that this run will not ask. */
  skipped(model: string): void {
    this.of(model).left -= 1;
  }

  /** @param value of the verdict: at least a half counts as right */
  judged(model: string, value: number, isCutOff: boolean): void {
    this.of(model)[value >= 0.5 ? "right" : "wrong"] += 1;
    if (isCutOff) this.of(model).cutOff += 1;
    this.settled(model);
  }

  /** A question's skills were named. */
  described(model: string): void {
    this.of(model).described += 1;
    this.settled(model);
  }

  /** A pause is over, which says nothing about the pace. */
  resumed(): void {
    this.rate.restart();
  }

  /** The bank has so many outcomes, and skills of questions, more. */
  recorded(count: number): void {
    this.missing -= count;
    this.tell();
  }

  private settled(model: string): void {
    this.skipped(model);
    this.rate.add();
    this.tell();
  }

  private of(model: string): Mutable<ModelProgress> {
    const progress = this.models.get(model);
    if (progress === undefined) throw new Error(`${model} is not evaluated.`);
    return progress;
  }

  private sum(what: "right" | "wrong" | "cutOff" | "described" | "failed" | "left"): number {
    let sum = 0;
    for (const model of this.models.values()) sum += model[what];
    return sum;
  }

  private tell(): void {
    this.onProgress(this.progress);
  }
}
