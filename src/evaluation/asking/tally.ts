import type { Rate } from "../pacing/index.ts";

/** Progress of one model. */
export interface ModelProgress {
  readonly name: string;
  /** Replies judged in this run. */
  readonly right: number;
  readonly wrong: number;
  /** Those of them that were cut off at the output limit. */
  readonly cutOff: number;
  /** Questions whose skills it named in this run. */
  readonly described: number;
  /** Requests and checks that failed. */
  readonly failed: number;
  /** Pairs that this run will still process. */
  readonly left: number;
}

/** Progress of an evaluation. */
export interface EvaluationProgress {
  /** Pairs without a current outcome, and questions to be described, at the start. */
  readonly total: number;
  /** Requests of this run that have ended, with or without a reply. */
  readonly asked: number;
  /** Replies judged in this run. */
  readonly right: number;
  readonly wrong: number;
  /** Those of them that were cut off at the output limit; they were judged as they are. */
  readonly cutOff: number;
  /** Questions whose skills were named in this run. */
  readonly described: number;
  /** Requests and checks that failed; the next run tries them again. */
  readonly failed: number;
  /** Present value of `total`. */
  readonly missing: number;
  /** Cost of this run's replies; null when the cost of one is unknown. */
  readonly costUsd: number | null;
  /** Recent pairs per second. */
  readonly ratePerSecond: number;
  /** Null while unknown. */
  readonly secondsLeft: number | null;
  readonly inFlight: number;
  readonly models: readonly ModelProgress[];
}

/** Returns the finished share of an evaluation's pairs, from 0 to 1, including failed requests and checks. */
export function shareDone({ total, models }: Pick<EvaluationProgress, "total" | "models">): number {
  return total === 0 ? 1 : 1 - models.reduce((sum, { left }) => sum + left, 0) / total;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Counts the results of an evaluation, and reports them. */
export class Tally {
  private readonly models: ReadonlyMap<string, Mutable<ModelProgress>>;
  private readonly total: number;
  private asked = 0;
  private missing: number;
  private costUsd: number | null = 0;
  private inFlight = 0;
  private readonly rate: Rate;
  private readonly onProgress: (progress: EvaluationProgress) => void;

  /** @param missing how many pairs each model has left */
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

  /** Adds the cost of a reply, usable or not. @param costUsd null when unknown */
  paid(costUsd: number | null): void {
    this.costUsd = costUsd === null || this.costUsd === null ? null : this.costUsd + costUsd;
  }

  /** Counts a request whose reply is kept. */
  answered(): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.tell();
  }

  /** Counts a request without a usable reply. */
  unanswered(model: string): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.checkFailed(model);
  }

  /** Counts a request that was aborted with the run. */
  brokenOff(): void {
    this.inFlight -= 1;
  }

  /** Counts a pair that is left for the next run. */
  checkFailed(model: string): void {
    this.of(model).failed += 1;
    this.settled(model);
  }

  /** Counts a pair that this run will not ask. */
  skipped(model: string): void {
    this.of(model).left -= 1;
  }

  /** @param value of the verdict: at least a half counts as right */
  judged(model: string, value: number, isCutOff: boolean): void {
    this.of(model)[value >= 0.5 ? "right" : "wrong"] += 1;
    if (isCutOff) this.of(model).cutOff += 1;
    this.settled(model);
  }

  /** Counts a question whose skills were named. */
  described(model: string): void {
    this.of(model).described += 1;
    this.settled(model);
  }

  /** Restarts the measurement of the rate after a pause. */
  resumed(): void {
    this.rate.restart();
  }

  /** Counts outcomes, and skills of questions, that were recorded in the bank. */
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
