import type { BankQuestion } from "../../core/question-bank/index.ts";

type Evidence = BankQuestion["capability"][string]["evidence"];

/** What is known of a model on a set of questions. */
interface Known {
  /** Number of these questions on which the model was evaluated. */
  readonly evaluated: number;
  /** Share of right answers on them, weighted as in Eq. 4. */
  readonly accuracy: number;
}

/** One source of the bank. */
export interface SourceCounts {
  readonly name: string;
  /** Questions of split `bank`, how many of them have no outcome of any model, and questions of split `test`. */
  readonly bank: number;
  readonly unevaluated: number;
  readonly test: number;
}

/** One model of the bank. */
export interface ModelRow extends Known {
  readonly name: string;
  readonly byEvidence: Readonly<Record<Evidence, number>>;
  /** By source, in the table's order; null when nothing is known. */
  readonly bySource: readonly ((Known & { readonly choices: number }) | null)[];
}

/** Models x sources over the bank split, by which models are chosen. Test questions are only counted. */
export interface CapabilityTable {
  /** Largest first. */
  readonly sources: readonly SourceCounts[];
  /** Most accurate first. */
  readonly models: readonly ModelRow[];
  /** Questions of split `bank`. */
  readonly questions: number;
}

/** Counts what a bank knows about models, question by question. */
export class CapabilityTally {
  private readonly sources = new Map<string, { bank: number; unevaluated: number; test: number }>();
  /** By model, then by source. */
  private readonly sums = new Map<string, Map<string, Sum>>();

  add({ source, split, capability }: BankQuestion): void {
    const counts = this.sources.get(source) ?? { bank: 0, unevaluated: 0, test: 0 };
    this.sources.set(source, counts);
    counts[split] += 1;
    if (split === "test") return;
    const outcomes = Object.entries(capability);
    if (outcomes.length === 0) counts.unevaluated += 1;
    for (const [model, { value, weight, evidence }] of outcomes) {
      const bySource = this.sums.get(model) ?? new Map<string, Sum>();
      this.sums.set(model, bySource);
      const sum = bySource.get(source) ?? { right: 0, weight: 0, checked: 0, imported: 0, choice: 0, samples: 0 };
      bySource.set(source, sum);
      sum.right += value * weight;
      sum.weight += weight;
      sum[evidence] += 1;
    }
  }

  get table(): CapabilityTable {
    const sources = [...this.sources]
      .map(([name, counts]) => ({ name, ...counts }))
      .sort((a, b) => b.bank - a.bank || byName(a, b));
    const models = [...this.sums]
      .map(([name, bySource]) => modelRow(name, bySource, sources))
      .sort((a, b) => b.accuracy - a.accuracy || byName(a, b));
    return { sources, models, questions: sources.reduce((total, { bank }) => total + bank, 0) };
  }
}

interface Sum extends Record<Evidence, number> {
  right: number;
  weight: number;
}

function modelRow(name: string, bySource: ReadonlyMap<string, Sum>, sources: readonly SourceCounts[]): ModelRow {
  const total: Sum = { right: 0, weight: 0, checked: 0, imported: 0, choice: 0, samples: 0 };
  for (const sum of bySource.values()) {
    for (const key of ["right", "weight", "checked", "imported", "choice", "samples"] as const) total[key] += sum[key];
  }
  const { checked, imported, choice, samples } = total;
  return {
    name,
    ...known(total),
    byEvidence: { checked, imported, choice, samples },
    bySource: sources.map((source) => {
      const sum = bySource.get(source.name);
      return sum === undefined ? null : { ...known(sum), choices: sum.choice };
    }),
  };
}

function known({ right, weight, checked, imported, choice, samples }: Sum): Known {
  return { evaluated: checked + imported + choice + samples, accuracy: right / weight };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Models and sources beyond these are not shown; the bank itself may hold any number. */
const MOST_MODELS = 200;
const MOST_SOURCES = 60;

/**
 * Returns the table reduced to the most accurate models and the largest sources with bank questions, so that it stays
 * readable, with a sentence about what is left out.
 */
export function limited(
  table: CapabilityTable,
  mostSources = MOST_SOURCES,
): CapabilityTable & { readonly leftOut: string | null } {
  const { models } = table;
  // Sources with test questions only are last in the table, so leaving them out keeps the models' columns aligned.
  const sources = table.sources.filter(({ bank }) => bank > 0);
  const tests = table.sources.length - sources.length;
  const left = [
    models.length > MOST_MODELS ? `${models.length - MOST_MODELS} less accurate models` : [],
    sources.length > mostSources ? `${sources.length - mostSources} smaller sources` : [],
    tests > 0 ? `${tests} ${tests === 1 ? "source" : "sources"} of test questions alone` : [],
  ].flat();
  return {
    ...table,
    models: models.slice(0, MOST_MODELS).map((row) => ({ ...row, bySource: row.bySource.slice(0, mostSources) })),
    sources: sources.slice(0, mostSources),
    leftOut: left.length === 0 ? null : `Not shown: ${left.join(", ")}.`,
  };
}
