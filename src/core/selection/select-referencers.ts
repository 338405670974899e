import type { Embedding } from "../embedding.ts";
import type { Question } from "../question.ts";
import { type Parameters, supportBase } from "../parameters.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import { checkRows } from "./check-rows.ts";
import { type ChosenModel, type CostShares, chooseByCoverage, chooseByValue } from "./coverage.ts";
import { neighbours } from "./neighbours.ts";
import { type ModelPrior, type Priors, priors } from "./prior.ts";
import { type RankedModel, rankByPrior } from "./referencers.ts";
import { SIMILARITY_TOLERANCE } from "./similarity.ts";
import { type Support, supportQuestions } from "./support-questions.ts";

/**
 * Number of a source's most similar questions that decide how close the source is. With all questions, a large source
 * beats a close one: in a bank like the paper's, two thirds of which are MMLU-Pro, the summed weight finds the right
 * data set for no MATH question (docs/systems.md).
 */
const CLOSEST_OF_A_SOURCE = 3;

/** The basis of a choice of models, as users and `smcs select --json` read it. */
export interface Selection {
  readonly question: string;
  readonly space: string;
  readonly bankSize: number;
  /** Minimum similarity of a support question: gamma times the N_sup_base-th largest. */
  readonly threshold: number;
  readonly support: readonly { readonly id: string; readonly source: string; readonly similarity: number }[];
  /** Share of each source among the support questions (Fig. 5); the shares add up to 1. */
  readonly supportBySource: Readonly<Record<string, number>>;
  /** Every model of the pool, highest prior first; with objective `value`, with the costs that it counted. */
  readonly prior: readonly (ModelPrior & { readonly costs?: CostShares })[];
  /** The models that answer, in the order of the system: in SMCS, the K with the highest prior (Eq. 5). */
  readonly referencers: readonly string[];
  /**
   * The models that the objective chose instead, highest prior first; absent with objective `prior`, and where nothing
   * is known of the models on similar questions.
   */
  readonly chosen?: readonly ChosenModel[];
  /** Whether at least half of the support weight has domain `coding`. */
  readonly coding: boolean;
  /** The source whose most similar questions are closest; null without support. */
  readonly closestSource: string | null;
  /** What was learned from the whole bank and gave the priors; absent when RPS gave them. */
  readonly learned?: {
    /** Number of questions that it was learned from. */
    readonly questions: number;
    /** When, as an ISO date. */
    readonly at: string;
    /** Whether the bank has not changed since. */
    readonly isCurrent: boolean;
  };
  readonly warnings: readonly string[];
}

/** A model that may be chosen. */
interface Selectable {
  readonly name: string;
  readonly price: number | null;
  /** For objective `value`; absent when costs do not count. */
  readonly costs?: CostShares;
}

/** The asked question in the form that RPS takes. */
interface AskedQuestion {
  /** For the report. */
  readonly text: string;
  /** In the bank's space. */
  readonly embedding: Embedding;
}

/**
 * Chooses models by RPS, retrieval-based prior selection (Sec. 3.3, Eq. 2-5).
 *
 * @param pool the models that may be chosen, by bank name
 */
export function selectReferencers(
  { text, embedding }: AskedQuestion,
  bank: PackedBank,
  pool: readonly Selectable[],
  parameters: Parameters,
): Selection {
  const base = supportBase(parameters, bank.questions.size);
  const near = neighbours(bank, embedding, base, parameters.tolerance);
  checkRows(bank, near.rows);
  const support = supportQuestions(near, bank.questions, base, parameters.tolerance);
  const names = pool.map(({ name }) => name);
  const prior = priors(bank, names, support);
  const ranked = rankByPrior(prior.models.map((model, index) => offer(model, pool[index])));
  const chosen = prior.basis === "support" ? chooseBy(parameters, { bank, ranked, support }) : null;
  return {
    question: text,
    space: embedding.space,
    bankSize: bank.questions.size,
    threshold: support.threshold,
    prior: ranked.map(({ price: _, ...model }) => model),
    referencers: (chosen ?? ranked.slice(0, parameters.referencers)).map(({ model }) => model),
    ...(chosen !== null && { chosen }),
    ...supportReport(bank, support),
    warnings: [...selectionWarnings(bank, prior), ...untimedWarnings(ranked)],
  };
}

function offer(model: ModelPrior, { price, costs }: Omit<Selectable, "name"> = { price: null }): Offer {
  return { ...model, price, ...(costs !== undefined && { costs }) };
}

type Offer = RankedModel & Pick<Selectable, "costs">;

/** Returns the models that the objective chooses; null for the K first ones of Eq. 5. */
function chooseBy(
  { objective, referencers }: Parameters,
  {
    bank,
    ranked,
    support,
  }: { readonly bank: PackedBank; readonly ranked: readonly Offer[]; readonly support: Support },
): ChosenModel[] | null {
  switch (objective) {
    case "prior":
      return null;
    case "coverage":
      return chooseByCoverage(bank, ranked, support, referencers);
    case "value":
      return chooseByValue(bank, ranked, support, referencers);
  }
}

/** Returns a warning about models whose time is unknown, although the objective counts it. */
function untimedWarnings(ranked: readonly Offer[]): string[] {
  const untimed = ranked.filter(({ costs }) => costs?.deadline === null).map(({ model }) => model);
  if (untimed.length === 0) return [];
  return [`How long these models take is not known yet, so their time does not count: ${untimed.join(", ")}.`];
}

/** Returns the support questions by id, and facts about them: shares by source, closest data set, coding or not. */
function supportReport(
  { questions }: PackedBank,
  { rows, similarities }: Support,
): Pick<Selection, "support" | "supportBySource" | "closestSource" | "coding"> {
  const { sources, domains } = questions;
  const codingDomain = domains.names.indexOf("coding");
  const support: Selection["support"][number][] = [];
  const counts = new Uint32Array(sources.names.length);
  const weights = new Float64Array(sources.names.length);
  const closeness = new Float64Array(sources.names.length);
  let coding = 0;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const similarity = similarities[i] as number;
    const source = sources.of[row] as number;
    support.push({ id: questions.id(row), source: sources.names[source] as string, similarity });
    // The support is sorted, so a source's first questions are its most similar ones.
    if ((counts[source] as number) < CLOSEST_OF_A_SOURCE)
      closeness[source] = (closeness[source] as number) + similarity;
    counts[source] = (counts[source] as number) + 1;
    weights[source] = (weights[source] as number) + similarity;
    total += similarity;
    if (domains.of[row] === codingDomain) coding += similarity;
  }
  const bySource = sources.names
    .map((source, code) => ({
      source,
      count: counts[code] as number,
      weight: weights[code] as number,
      // Sums of other scans differ in the last bits, so close ones count as equal.
      closeness: Math.round((closeness[code] as number) / SIMILARITY_TOLERANCE),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1));
  return {
    support,
    supportBySource: Object.fromEntries(bySource.map(({ source, count }) => [source, count / rows.length])),
    // The sort is stable: of equally close sources, the first has the most weight.
    closestSource: bySource.toSorted((a, b) => b.closeness - a.closeness)[0]?.source ?? null,
    coding: total > 0 && coding >= total / 2,
  };
}

function selectionWarnings(bank: PackedBank, { models, basis }: Priors): string[] {
  // A single model involves no choice.
  if (models.length < 2) return [];
  if (bank.questions.size === 0) {
    return [
      "The question bank is empty: models are chosen by price and name. Import or evaluate questions to choose better.",
    ];
  }
  if (basis === "none" && models.some(({ overall }) => overall !== null)) {
    return ["No model has been evaluated on questions like this one: models are chosen by their overall accuracy."];
  }
  if (basis === "none") {
    return ["None of your models has been evaluated on the question bank: models are chosen by price and name."];
  }
  if (basis === "overall") {
    return ["No bank question resembles this one: models are chosen by their overall accuracy."];
  }
  return [];
}

/**
 * Returns each model's chance to be right, by its name: V_ref as a share of the summed similarity W, with one right and
 * one wrong question added, so that few questions make nobody sure. Without support it is the overall accuracy.
 */
export function chancesOf({ prior, support }: Pick<Selection, "prior" | "support">): ReadonlyMap<string, number> {
  const summed = support.reduce((sum, { similarity }) => sum + similarity, 0);
  const questions = support.length;
  const chance = (value: number): number =>
    summed === 0 ? value : ((value / summed) * questions + 1) / (questions + 2);
  return new Map(prior.map(({ model, value }) => [model, chance(value)]));
}

/** Returns V_ref of the referencers, in their order; a model that answers several times has its prior several times. */
export function referencerPriors({ referencers, prior }: Pick<Selection, "referencers" | "prior">): number[] {
  const values = new Map(prior.map(({ model, value }) => [model, value]));
  return referencers.map((model) => values.get(model) ?? 0);
}

/**
 * Returns the text that is embedded for retrieval. The previous question precedes a follow-up, which alone would say
 * too little.
 */
export function retrievalText({ text, conversation }: Question): string {
  const previous = conversation.findLast(({ role }) => role === "user");
  return previous === undefined ? text : `${previous.content}\n${text}`;
}
