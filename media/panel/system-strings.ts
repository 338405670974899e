import { count } from "./format.ts";
import { plural } from "./plural.ts";
import { t } from "./translate.ts";

/** The panel's texts about systems, and about answers that were not merged; part of `strings`. */
export const systemStrings = {
  /** The systems' usual names. */
  systems: {
    smcs: t("SMCS"),
    "mixture-of-agents": t("MoA"),
    "self-moa": t("Self-MoA"),
    "self-consistency": t("Self-Consistency"),
    "majority-voting": t("Majority voting"),
    "simple-router": t("Simple router"),
    "symbolic-moe": t("Symbolic-MoE"),
    "symbolic-moe-retrieval": t("Symbolic-MoE by retrieval"),
    single: t("Single model"),
  },
  systemMeans: {
    smcs: t(
      "models that did well on similar questions answer, their answers are merged several times, the best merged answer wins",
    ),
    "mixture-of-agents": t("every model answers, and all answers are merged"),
    "self-moa": t("the best model on similar data answers several times, and its answers are merged"),
    "self-consistency": t("the best model on similar data answers several times, and its most frequent answer wins"),
    "majority-voting": t("every model answers, and the most frequent answer wins"),
    "simple-router": t("the best model on similar data answers alone"),
    "symbolic-moe": t(
      "three models answer, drawn by how well they do on the question's keywords, and their answers are merged",
    ),
    "symbolic-moe-retrieval": t(
      "models with the skills that similar questions take answer, and their answers are merged",
    ),
    single: t("one model answers alone"),
  },
  mannerHint: {
    preset: t("Preset for this question only"),
    system: t("System for this question only"),
    way: t("Way to answer this question only"),
  },
  ways: { fast: t("Fast"), balanced: t("Balanced"), thorough: t("Thorough") },
  wayMeans: {
    fast: t("the model that did best on similar questions answers alone"),
    balanced: t("a few models answer, and the best merged answer wins"),
    thorough: t("more models and more merged answers: the paper's settings"),
  },
  presetNamed: (preset: string) => t("Preset {0}", preset),
  wayHint: t("Way to answer: choose another"),
  nextWay: (way: string) => t("Way to answer: {0}", way),
  nextWayHint: t("Way to answer this question. Click to choose for all questions, type / to choose for one"),

  answer: (number: number) => t("Answer {0}", number),
  corrected: (number: number, from: number) => t("Answer {0}, corrected from answer {1}", number, from),
  answerOf: (model: string) => t("Answer of {0}", model),
  notMergedAnswer: (model: string) => t("Answer of {0}, not merged", model),
  mergedReply: t("Merged answer"),
  answerTabs: t("Answers"),
  answersIn: (finished: number, asked: number) =>
    t("{0} of {1} arrived", finished, plural(asked, "{0} answer", "{0} answers")),
  answering: (model: string) => t("{0} is answering…", model),
  layer: (number: number, layers: number) => t("Layer {0} of {1}", number, layers),
  layerHelp: t("Each later layer reads all answers of the layer before."),
  merging: t("Merging the answers…"),
  comparing: t("Comparing the answers…"),
  model: t("Model"),
  modelsAnswer: t("Answer"),
  noAnswerRead: t("none could be read"),
  votes: t("Votes"),
  votesOf: (votes: number, all: number) => t("{0} of {1}", count(votes), count(all)),
  give: (votes: number, all: number, answer: string) =>
    votes === 1
      ? t("{0} of {1} gives this answer: {2}", votes, all, answer)
      : t("{0} of {1} give this answer: {2}", votes, all, answer),
  votesTied: t("Another answer has as many votes; this one comes from models with the higher prior, or came first."),
  votesOfBetter: t("Fewer than for another answer, but from models that were right more often on similar questions."),
  votesHelp: t("How many of the answers are the same. Votes of models that were right more often weigh more."),
  medoid: t("Agrees most with all other answers."),
  medoidTied: t("No other answer agrees more with the rest; its model has the higher prior, or it came first."),
  medoidHelp: t("Final answers could not be compared exactly, so the one that agrees most with all others wins."),
  medoidLegend: t("Bar: how much an answer agrees with the others."),
  aggregatorChose: (answers: number) =>
    t("An aggregator read all {0} answers and finds this one the most consistent with the others.", answers),
  onlyAnswer: t("The only answer that arrived."),
  mergesAll: (answers: number) => plural(answers, "Merged from {0} answer.", "Merged from all {0} answers."),
  decided: t("How the answer was chosen"),
  judge: t("Who compares the answers"),

  asksAll: (pool: number) => plural(pool, "the only model there is", "all {0} models"),
  chosenBySource: (chosen: number, pool: number, source: string) =>
    t("{0} of {1}, by accuracy on {2}, the closest data set", count(chosen), models(pool), source),
  chosenByAccuracy: (chosen: number, pool: number) =>
    t("{0} of {1}, by accuracy on the whole bank", count(chosen), models(pool)),
  chosenByPrice: (chosen: number, pool: number) => t("{0} of {1}, by price and name", count(chosen), models(pool)),
  chosenByName: (chosen: number, pool: number) => t("{0} of {1}, by smcs.singleModel", count(chosen), models(pool)),
  chosenBySkills: (chosen: number, pool: number) =>
    t("{0} of {1}, by the skills that similar questions take", count(chosen), models(pool)),
  drawnByKeywords: (chosen: number, pool: number) =>
    t("{0} of {1}, drawn by the question's keywords", count(chosen), models(pool)),
  drawnByChance: (chosen: number, pool: number) => t("{0} of {1}, drawn by chance", count(chosen), models(pool)),
  keywords: t("Keywords of the question"),
  keywordsNamed: (model: string, keywords: string) => t("{0} named: {1}", model, keywords),
  keywordsKnown: (keywords: string) => t("Known before: {0}", keywords),
  keywordsMatched: (keywords: string) => t("Nearest keywords of the question bank: {0}", keywords),
  noKeywords: t("None are known, so the models were drawn by chance."),
  sentence: (words: string) => t("{0}.", `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`),
  retryVoteHint: t("Asks this model again, then compares the answers again"),
  priorBreaksTies: t("All models are asked. The prior only breaks ties."),
} as const;

function models(amount: number): string {
  return plural(amount, "{0} model", "{0} models");
}
