import type { BankEntry } from "../../core/packed-bank/index.ts";

/** The contents of a bank, as `smcs bank stats --json` prints them. */
export interface BankStats {
  readonly questions: number;
  readonly sources: Readonly<Record<string, number>>;
  /** Questions without a check, by source: no model is evaluated on them. */
  readonly open: Readonly<Record<string, number>>;
  readonly domains: Readonly<Record<string, number>>;
  /** Per model: on how many questions it was evaluated, and its weighted share of right answers on them. */
  readonly models: Readonly<Record<string, { readonly evaluated: number; readonly accuracy: number }>>;
  /** Number of questions with keywords, and number of different keywords. */
  readonly skills: { readonly questions: number; readonly keywords: number };
  readonly space: string;
}

/** Counts of a model's judged replies that are kept beside the bank. */
export interface KeptReplies {
  readonly judged: number;
  /** Those of them that were cut off at the output limit. */
  readonly cutOff: number;
}

interface Sum {
  evaluated: number;
  right: number;
  weight: number;
}

/** Counts the contents of a bank, both splits together. */
export async function bankStats(space: string, entries: AsyncIterable<BankEntry>): Promise<BankStats> {
  let questions = 0;
  const sources = new Map<string, number>();
  const open = new Map<string, number>();
  const domains = new Map<string, number>();
  const models = new Map<string, Sum>();
  const keywords = new Set<string>();
  let skilled = 0;
  for await (const { question } of entries) {
    questions += 1;
    increase(sources, question.source);
    if (question.task.kind === "open") increase(open, question.source);
    increase(domains, question.domain ?? "unknown");
    const { skills = [] } = question;
    for (const skill of skills) keywords.add(skill);
    if (skills.length > 0) skilled += 1;
    for (const [model, { value, weight }] of Object.entries(question.capability)) {
      const sum = models.get(model) ?? { evaluated: 0, right: 0, weight: 0 };
      sum.evaluated += 1;
      sum.right += value * weight;
      sum.weight += weight;
      models.set(model, sum);
    }
  }
  const accuracies = byName(models).map(
    ([model, { evaluated, right, weight }]): [string, BankStats["models"][string]] => {
      return [model, { evaluated, accuracy: right / weight }];
    },
  );
  return {
    questions,
    sources: Object.fromEntries(byName(sources)),
    open: Object.fromEntries(byName(open)),
    domains: Object.fromEntries(byName(domains)),
    models: Object.fromEntries(accuracies),
    skills: { questions: skilled, keywords: keywords.size },
    space,
  };
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function byName<Value>(values: ReadonlyMap<string, Value>): [string, Value][] {
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}
