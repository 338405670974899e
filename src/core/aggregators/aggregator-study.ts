import { wilsonInterval } from "../wilson-interval.ts";

/** How often a model's merged answers were right. */
export interface MergedAnswers {
  readonly questions: number;
  /** Sum over the questions of the share of checks that the merged answer passed. */
  readonly right: number;
}

/** Results of a pool's models as aggregators, each on the same questions with the same references (A.4). */
export interface AggregatorStudy {
  readonly models: readonly {
    /** Bank name. */
    readonly model: string;
    readonly coding: MergedAnswers;
    readonly other: MergedAnswers;
  }[];
}

/** A study's result for one model. */
interface MeasuredAggregator {
  readonly accuracy: number;
  /** 95% Wilson interval. */
  readonly interval: readonly [low: number, high: number];
  readonly questions: number;
}

/** A study's results for a pool on one kind of question. */
export interface MeasuredAggregators {
  readonly about: "coding questions" | "questions other than coding" | "questions";
  readonly byModel: ReadonlyMap<string, MeasuredAggregator>;
}

/**
 * Minimum number of questions. With fewer, the 95% interval of a share can be wider than 0.4: it separates no two real
 * aggregators.
 */
export const FEWEST_QUESTIONS = 20;

/**
 * Returns the part of a study that can decide about the aggregator: the part about the same kind of question when it
 * has enough questions, otherwise the whole study. Returns null when neither has enough, or when fewer than two models
 * of the pool were compared.
 *
 * @param pool bank names
 */
export function measuredFor(
  { models }: AggregatorStudy,
  pool: readonly string[],
  coding: boolean,
): MeasuredAggregators | null {
  const parts = [
    coding
      ? ({ about: "coding questions", of: (each: Studied) => each.coding } as const)
      : ({ about: "questions other than coding", of: (each: Studied) => each.other } as const),
    { about: "questions", of: ({ coding: one, other }: Studied) => both(one, other) } as const,
  ];
  const own = models.filter(({ model }) => pool.includes(model));
  for (const { about, of } of parts) {
    const enough = own.filter((each) => of(each).questions >= FEWEST_QUESTIONS);
    if (enough.length < 2) continue;
    return { about, byModel: new Map(enough.map((each) => [each.model, measured(of(each))])) };
  }
  return null;
}

type Studied = AggregatorStudy["models"][number];

function both(one: MergedAnswers, other: MergedAnswers): MergedAnswers {
  return { questions: one.questions + other.questions, right: one.right + other.right };
}

function measured({ questions, right }: MergedAnswers): MeasuredAggregator {
  const accuracy = right / questions;
  return { accuracy, interval: wilsonInterval(accuracy, questions), questions };
}
