import { type Parameters, supportBase } from "../../core/parameters.ts";
import { randomStream } from "../../core/random.ts";
import { builtInRetrieval, type Retrieval, tfIdfRetrieval } from "./retrieval.ts";
import { type Choice, chooseQuestions, type Matrix } from "./choose-questions.ts";
import type { QuestionRules } from "./matrix-questions.ts";
import { bestSingle, coverage, methods, paper, type Sweep, tuned, tunedFitted, variants } from "./methods.ts";
import type { PairRule } from "../statistics/ranking-score.ts";
import { type MatrixFiles, readMatrix } from "./read-matrix.ts";
import { type Difference, differencesFrom, type MethodFigures, methodFigures } from "./selection-report.ts";
import { givenSplit, randomSplit, type Split } from "./split.ts";
import { studySelection } from "./study-selection.ts";

/** The ways to find similar questions; a new one is one file and one line here. */
export const retrievals = {
  "built-in": builtInRetrieval,
  "tf-idf": tfIdfRetrieval,
} as const;
export type RetrievalName = keyof typeof retrievals;

/** The request of `smcs bench selection`. */
interface BenchRequest {
  readonly files: MatrixFiles;
  readonly rules: QuestionRules;
  readonly choice: Choice;
  /** Random splits when the rules give none: one for each seed from 1. */
  readonly random: { readonly seeds: number; readonly testShare: number };
  readonly retrieval: RetrievalName;
  /** Only N_sup_base and gamma are used. */
  readonly parameters: Parameters;
  readonly sweep: Sweep;
  readonly pairRule: PairRule;
  /** Share of the bank's outcomes that are hidden. */
  readonly hiddenShare: number;
  readonly pooled: boolean;
  /** Receives sentences about what was skipped. */
  readonly onNotice: (notice: string) => void;
  /** Called before each split with its number, from 1, and the number of splits. */
  readonly onSplit: (number: number, of: number) => void;
  readonly signal: AbortSignal;
}

/** How a study was made, for comparing its figures with others. */
export interface Setup {
  readonly questions: number;
  readonly models: number;
  /** Number of bank questions in one split. */
  readonly bank: number;
  /** Number of tested questions in one split. */
  readonly test: number;
  readonly splits: number;
  readonly space: string;
  /** Says what is compared to find similar questions. */
  readonly compares: string;
  /** Eq. 3 as applied. */
  readonly rule: string;
  readonly supportBase: number;
  readonly tolerance: number;
  readonly pairRule: PairRule;
  readonly hiddenShare: number;
  readonly pooled: boolean;
  /** Number of resamples of the bootstrap. */
  readonly resamples: number;
}

/** The figures of `smcs bench selection --json`. */
export interface SelectionReport {
  readonly methods: readonly MethodFigures[];
  /** Differences from best-single. */
  readonly differences: readonly Difference[];
  /** Differences of other objectives from RPS. */
  readonly objectiveDifferences: readonly Difference[];
  /** What the tuned selection gains over RPS. */
  readonly tunedDifferences: readonly Difference[];
  /** RPS with other parameters. */
  readonly sweep: readonly MethodFigures[];
  readonly sweepDifferences: readonly Difference[];
  readonly setup: Setup;
}

/** Seed of the bootstrap, and of the methods' random numbers with a given split. */
const SEED = 1;
const RESAMPLES = 2000;

/**
 * Studies a capability matrix, from its files to its figures. Calls no model.
 *
 * @throws BankError when the files cannot be used; the signal's reason when it aborts
 */
export async function benchSelection(request: BenchRequest): Promise<SelectionReport> {
  const { files, rules, choice, parameters, sweep, pairRule, hiddenShare, pooled, onNotice, signal } = request;
  const read = await readMatrix(files, rules, signal);
  const { matrix, notes } = chooseQuestions(read.questions, choice);
  [...read.notes, ...notes].forEach(onNotice);
  const splits = splitsOf(matrix, request);
  const retrieval: Retrieval = await retrievals[request.retrieval](matrix.questions, signal);
  const onSplit = (index: number): void => {
    request.onSplit(index + 1, splits.length);
  };
  const swept = variants(sweep);
  const all = [...methods, ...swept];
  const findings = await studySelection({
    matrix,
    retrieval,
    splits,
    methods: all,
    parameters,
    pairRule,
    hiddenShare,
    onSplit,
    signal,
  });
  const options = { pooled, resamples: RESAMPLES, random: randomStream(SEED, "bootstrap") };
  const figures = methodFigures(findings, options);
  const others = methods.filter((method) => method !== bestSingle);
  return {
    methods: figures.slice(0, methods.length),
    differences: differencesFrom(bestSingle, others, findings, options),
    tunedDifferences: differencesFrom(paper, [tuned, tunedFitted], findings, options),
    sweep: figures.slice(methods.length),
    sweepDifferences: differencesFrom(paper, swept, findings, options),
    objectiveDifferences: differencesFrom(paper, [coverage], findings, options),
    setup: setupOf(request, matrix, splits, retrieval),
  };
}

function splitsOf({ questions }: Matrix, { rules, random }: BenchRequest): Split[] {
  if (rules.split !== null) return [givenSplit(questions, SEED)];
  return Array.from({ length: random.seeds }, (_, index) => randomSplit(questions, random.testShare, index + 1));
}

function setupOf(
  { parameters, pairRule, hiddenShare, pooled }: BenchRequest,
  { questions, models }: Matrix,
  splits: readonly Split[],
  { space, description }: Retrieval,
): Setup {
  const bank = splits[0]?.bank.length ?? 0;
  return {
    questions: questions.length,
    models: models.length,
    bank,
    test: splits[0]?.test.length ?? 0,
    splits: splits.length,
    space,
    compares: description,
    rule: "S > 0 and S >= gamma * t - 1e-6, where t is the N_sup_base-th largest S",
    supportBase: supportBase(parameters, bank),
    tolerance: parameters.tolerance,
    pairRule,
    hiddenShare,
    pooled,
    resamples: RESAMPLES,
  };
}
