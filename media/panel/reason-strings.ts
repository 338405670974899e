import { points } from "../../src/core/amounts.ts";
import { count } from "./format.ts";
import { plural } from "./plural.ts";
import { t } from "./translate.ts";

/** The panel's texts about reasons: those of an answer, and those of a preview's plan. */
export const reasonStrings = {
  onlyOne: t("The only candidate that could be scored."),
  bestInBoth: t("Agrees most with the other candidates and was written with the most certainty."),
  bestAgreement: t("Agrees most with the other candidates."),
  bestPerplexity: t("Written with the most certainty, and close to the other candidates."),
  bestSum: t("Best sum of agreement and certainty."),
  tied: t(
    "Tied with another candidate. The models whose answers it merges have the higher prior, or it was drawn first.",
  ),
  twoAgree: t("Two candidates always agree equally with each other, so similarity does not decide between them."),

  similarity: t("Similarity"),
  similaritySymbol: "sim",
  similarityHelp: t("Mean agreement with all candidates; 1 is identical."),
  perplexity: t("Perplexity"),
  perplexitySymbol: "ppl",
  perplexityHelp: t("How certain the aggregator was of its own words; 0 is best."),
  perplexityScore: (score: string, perplexity: string) => `${score} = 1 − ${perplexity}`,
  perplexityWeighted: (weight: number) => t(", weighted with λ = {0}", weight),
  perplexityOnly: (perplexity: string) => t("left out (PPL {0})", perplexity),
  leftOut: t("left out"),
  total: t("Total"),
  totalSymbol: "total",

  exampleCheck: t("Examples"),
  examplesPassed: (passed: number, all: number) =>
    passed === all
      ? plural(all, "Passes the example of your question", "Passes all {0} examples of your question")
      : passed === 0
        ? plural(all, "Fails the example of your question", "Fails all {0} examples of your question")
        : t("Passes {0} of {1} examples of your question", count(passed), count(all)),
  checksPassed: (passed: number, all: number) =>
    passed === all
      ? plural(all, "Passes the example", "Passes all {0} examples")
      : passed === 0
        ? plural(all, "Fails the example", "Fails all {0} examples")
        : t("Passes {0} of {1} examples", count(passed), count(all)),
  fromFile: (file: string) => t("from {0}", file),
  origin: t("origin"),
  fromYou: t("your example"),
  unrunChecks: (file: string, checks: number) =>
    checks === 0
      ? t("{0} has no check that can be run on the code of an answer alone.", file)
      : plural(
          checks,
          "{0} check of {1} needs more than the code of an answer and was not run.",
          "{0} checks of {1} need more than the code of an answer and were not run.",
          file,
        ),
  unfitExamples: (amount: number) =>
    plural(
      amount,
      "{0} example was not run on this answer: it is about other functions, or in another language.",
      "{0} examples were not run on this answer: they are about other functions, or in another language.",
    ),
  ownExamples: t("Your examples"),
  ownExample: t("Check with Your Own Example"),
  ownExampleLabel: t("A call and its result, or an assertion"),
  ownExampleHint: t("The code of all merged answers runs on it in the sandbox. The choice of the answer stays."),
  runOwnExample: t("Run"),
  runningOwnExample: t("Running…"),
  passedOf: (passed: number, all: number) => t("passes {0} of {1}", count(passed), count(all)),
  examplesNotRun: (reason: string) => t("The examples of your question were not run. {0}", reason),
  checksNotRun: (reason: string) => t("The examples were not run. {0}", reason),
  examplePassed: t("passed"),
  exampleFailed: t("failed"),
  expected: t("expected"),
  actual: t("got"),
  took: t("time"),
  runsExamples: t("Running the examples of your question"),
  passesMost: t("Its code passes more examples of your question than other candidates."),

  preview: t("Preview"),
  previewHint: t("Show who would answer, why, and what that costs; no model is called (Alt+Enter)"),
  nobodyAskedYet: t("No model has been called yet."),
  inRequests: (requests: number) => t("{0} in all.", plural(requests, "{0} request", "{0} requests")),
  costNotKnown: t("Not known"),
  costPartlyKnown: (known: string) => t("Not known; the known part is {0}", known),
  fromTo: (low: string, high: string) => t("{0} to {1}", low, high),
  noPriceFor: (models: string) => t("No price is known for {0}.", models),
  onThisMachine: (models: string) => t("Free, on this machine and without a set price: {0}.", models),
  neverMoreThan: (cap: string) => t("Never more than {0} (smcs.budget.perQuestionUsd).", cap),
  ownPrompts: t("Your own prompts"),
  promptOfQuestion: t("For the question"),
  promptOfMerging: t("For merging"),
  promptOfComparing: t("For comparing"),
  systemMessage: t("System message"),
  userMessage: t("User message"),
  eachAnswer: t("Each answer"),
  noMessage: t("none"),
  drawnAnew: t("Subsets are drawn by chance. Asking draws new ones."),
  askNow: t("Ask"),
  close: t("Close"),

  chosenBySupport: (chosen: number, pool: number, support: number) =>
    t(
      "{0} of {1}, by {2}",
      count(chosen),
      plural(pool, "{0} model", "{0} models"),
      plural(support, "{0} similar question", "{0} similar questions"),
    ),
  chosenByLearning: (chosen: number, pool: number) =>
    t("{0} of {1}, by what was learned from the whole bank", count(chosen), plural(pool, "{0} model", "{0} models")),
  chosenByBank: (chosen: number, pool: number) =>
    t(
      "{0} of {1}, by the whole bank: no question in it is similar",
      count(chosen),
      plural(pool, "{0} model", "{0} models"),
    ),
  showAll: (amount: number) => t("Show all {0}", count(amount)),
  showFewer: t("Show fewer"),
  scores: t("Scores"),
  totalHelp: t("Agreement plus weighted certainty; the highest wins."),
  candidateColumn: t("Candidate"),
  prior: t("Prior"),
  priorHelp: t("How much of the most similar questions in the bank each model got right."),
  priorOverall: t("No bank question resembles this one: the share of the whole bank that each model got right."),
  priorLearned: (questions: string, day: string) =>
    t("Each model's chance to be right, as learned from the whole bank: {0} questions on {1}.", questions, day),
  priorLearnedBefore: t("The bank has changed since."),
  priorOfOthers: t("A model without an evaluation gets the mean of the others."),
  chosenTogether: t(
    "The models were chosen together: each adds to the chance that at least one of them is right (its coverage of similar questions).",
  ),
  chosenForValue: t("A model is left out if it adds less than its share of the limits on cost and time."),
  addsCoverage: (adds: number) => t("adds {0} points of coverage", points(adds)),
  asked: t("asked"),
  willBeAsked: t("will be asked"),
  notEvaluated: t("not evaluated"),
  priorValue: (value: string) => t("V_ref {0}", value),
  support: t("Support questions"),
  supportOf: (support: number, bank: number) =>
    t("{0} of {1} support the choice.", count(support), plural(bank, "{0} bank question", "{0} bank questions")),
  sources: t("Sources"),
  supportFrom: (similarity: string) => t("Each has a similarity of at least {0}.", similarity),
  sourcesHelp: t("Where the support questions come from: share and number."),
  notInBank: t("not in the bank any more"),
  draws: t("What each candidate merges"),
  howOften: t("How often it was drawn"),
  drawnButFailed: t("drawn, but without an answer"),
  foundIn: (space: string) => t("Similar questions were found with {0}.", space),
  comparedIn: (space: string) => t("Candidates were compared with {0}.", space),
  merged: t("merged"),
  notMerged: t("left out"),
} as const;
