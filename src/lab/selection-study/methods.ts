import type { RandomSource } from "../../core/ports.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import type { SearchedBank } from "./retrieval.ts";
import { chooseByCoverage, priors, rankByPrior, similarities, supportQuestions } from "../../core/selection/index.ts";
import { overallAccuracies, accuraciesByLabel } from "./accuracy-by-label.ts";
import { similaritiesFor, tune, tunedChances, tuningBank } from "../../core/tuned/index.ts";
import { labelsAsSkills, suitabilities, expertWeights } from "../../core/skills/index.ts";

/** The information that a method may learn from: the bank, its search, and the parameters. */
export interface Lesson extends SearchedBank {
  readonly bank: PackedBank;
  /** The R models to judge. */
  readonly models: readonly string[];
  /** The questions by number, as in the matrix. */
  readonly questions: readonly BankQuestion[];
  /** N_sup_base. */
  readonly supportBase: number;
  /** gamma. */
  readonly tolerance: number;
  readonly random: RandomSource;
}

/**
 * Returns the values of the models for a tested question, given its number: R values in the models' order, the highest
 * for the best model.
 */
export type Judge = (question: number) => ArrayLike<number>;

/** A way to choose models. */
export interface Method {
  /** Name for users and scripts. */
  readonly name: string;
  /** Learns from a bank. Only the oracle reads the outcomes of tested questions. */
  readonly learn: (lesson: Lesson) => Judge;
}

/** RPS (Eq. 2-4) by the functions that live runs use: the prior of each model. */
export const paper: Method = {
  name: "paper",
  learn:
    ({ bank, near, models, supportBase, tolerance }) =>
    (question) => {
      const neighbours = near(question, supportBase, tolerance);
      const support = supportQuestions(neighbours, bank.questions, supportBase, tolerance);
      return priors(bank, models, support).models.map(({ value }) => value);
    },
};

/** Numbers of models for which the sets of `coverage` are chosen: those that are measured. */
const COVERED = [3, 7];

/**
 * The models of objective `coverage`, by the function that live runs use: the three that it chooses are first, then the
 * others of the seven that it chooses, each group in the order of the priors. Its Eq. 8 and its first model say nothing
 * about the objective, which chooses sets.
 */
export const coverage: Method = {
  name: "coverage",
  learn:
    ({ bank, near, models, supportBase, tolerance }) =>
    (question) => {
      const neighbours = near(question, supportBase, tolerance);
      const support = supportQuestions(neighbours, bank.questions, supportBase, tolerance);
      const prior = priors(bank, models, support);
      const ranked = rankByPrior(prior.models.map((model) => ({ ...model, price: null })));
      if (prior.basis !== "support") return prior.models.map(({ value }) => value);
      const sets = COVERED.map((count) => chooseByCoverage(bank, ranked, support, count).map(({ model }) => model));
      const setsWith = (model: string): number => sets.filter((set) => set.includes(model)).length;
      const places = new Map(ranked.map(({ model }, place) => [model, place]));
      return models.map((model) => (setsWith(model) + 1) * models.length - (places.get(model) ?? 0));
    },
};

/** The same models for every question: those that are right most often on the bank. */
export const bestSingle: Method = {
  name: "best-single",
  learn: ({ bank, models }) => {
    const overall = overallAccuracies(bank, models);
    return () => overall;
  },
};

/**
 * The models that are right most often on bank questions of the same data set; the tested question's data set counts as
 * known.
 */
export const labelBest: Method = {
  name: "label-best",
  learn: ({ bank, models, questions }) => {
    const bySource = accuraciesByLabel(bank, bank.questions.sources, models);
    const overall = overallAccuracies(bank, models);
    return (question) => bySource.get(questions[question]?.source ?? "") ?? overall;
  },
};

/** The models that are right most often with the skills of a tested question; these skills count as known. */
export const skillBest: Method = {
  name: "skill-best",
  learn: ({ bank, models, questions }) => {
    return (number) => suitabilities(bank, models, new Map(skillsOf(questions[number]).map((skill) => [skill, 1])));
  },
};

/** Returns the skills of a tested question: its own, otherwise its domain and topic. */
function skillsOf(question: BankQuestion | undefined): readonly string[] {
  const { skills = [], domain = "", topic = "" } = question ?? {};
  return skills.length > 0 ? skills : labelsAsSkills(domain, topic);
}

/**
 * Symbolic-MoE: how likely a model is drawn, by the function that draws the experts of a run. The keywords of a tested
 * question are known here. Keywords that the bank does not have are ignored, because nothing embeds them.
 */
export const symbolicMoe: Method = {
  name: "symbolic-moe",
  learn: ({ bank, models, questions }) => {
    return (number) => expertWeights(bank, models, skillsOf(questions[number])) ?? models.map(() => 1 / models.length);
  },
};

/** The ensemble of learners that `smcs.selection: tuned` asks, with equal weights. */
export const tuned: Method = tunedBy("tuned", "equal");

/** As `tuned`, with weights that are fitted on the bank if it has enough questions. */
export const tunedFitted: Method = tunedBy("tuned-fitted", "fitted");

function tunedBy(name: string, weights: "equal" | "fitted"): Method {
  return {
    name,
    learn: (lesson) => {
      const { bank, models, questions, embeddingOf } = lesson;
      const model = embeddingOf === undefined ? null : tune(tuningBank(bank), weights);
      // As in a run: RPS chooses where nothing could be learned.
      if (model === null || embeddingOf === undefined) return paper.learn(lesson);
      const columns = models.map((name) => model.models.indexOf(name));
      return (question) => {
        const embedding = embeddingOf(question);
        const described = { vector: embedding.vector, length: questions[question]?.question.length ?? 0 };
        const near = similaritiesFor(model, bank, similarities(bank, embedding));
        const chances = tunedChances(model, described, near);
        const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
        return columns.map((column) => chances[column] ?? mean);
      };
    },
  };
}

/** Models in random order. */
export const random: Method = {
  name: "random",
  learn:
    ({ models, random }) =>
    () =>
      models.map(() => random()),
};

/** The models that are right on the tested question itself, which no method can exceed. */
export const oracle: Method = {
  name: "oracle",
  learn:
    ({ models, questions }) =>
    (question) =>
      models.map((model) => questions[question]?.capability[model]?.value ?? 0),
};

/** All methods that are compared; a new one is defined above and listed here. */
export const methods: readonly Method[] = [
  paper,
  coverage,
  bestSingle,
  labelBest,
  skillBest,
  symbolicMoe,
  tuned,
  tunedFitted,
  random,
  oracle,
];

/** Values of N_sup_base and gamma to try in addition to those of the study, one at a time. */
export interface Sweep {
  readonly supportBases: readonly number[];
  readonly tolerances: readonly number[];
}

/** Returns RPS with one parameter changed, for each value of the sweep. */
export function variants({ supportBases, tolerances }: Sweep): Method[] {
  return [
    ...supportBases.map((supportBase) => variant(`N_sup_base = ${supportBase}`, { supportBase })),
    ...tolerances.map((tolerance) => variant(`gamma = ${tolerance}`, { tolerance })),
  ];
}

function variant(name: string, changed: { supportBase: number } | { tolerance: number }): Method {
  return { name, learn: (lesson) => paper.learn({ ...lesson, ...changed }) };
}
