import { wilsonInterval } from "../wilson-interval.ts";

/** How often a model's merged answers were right. */
export interface MergedAnswers {
  readonly questions: number;
  /** Summed shares of the checks that they passed. */
  readonly right: number;
}

/** How the models of a pool did as aggregators, each on the same questions with the same references (A.4). */
export interface AggregatorStudy {
  readonly models: readonly {
    /** Bank name. */
    readonly model: string;
    readonly coding: MergedAnswers;
    readonly other: MergedAnswers;
  }[];
}

/** What a study says of one model. */
export interface MeasuredAggregator {
  readonly accuracy: number;
  /** 95%. */
  readonly interval: readonly [low: number, high: number];
  readonly questions: number;
}

/** What a study says of a pool for one kind of question. */
export interface MeasuredAggregators {
  readonly about: "coding questions" | "questions other than coding" | "questions";
  readonly byModel: ReadonlyMap<string, MeasuredAggregator>;
}

/** With fewer questions the 95% interval of a share is up to 0.4 wide and more: it separates no two real aggregators. */
export const FEWEST_QUESTIONS = 20;

/**
 * What of a study can decide about the aggregator: the part about the same kind of question where that has enough, else
 * all of it; null where neither has, or fewer than two models of the pool were compared.
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
