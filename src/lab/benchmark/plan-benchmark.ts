import type { Sources } from "../../assembly/index.ts";
import { affordable } from "../../core/cost/index.ts";
import { memberNamed } from "../../core/member-named.ts";
import { findBankName } from "../../core/model-names/index.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import type { Settings } from "../../core/settings/index.ts";
import { systems } from "../../core/systems/index.ts";
import { bankAccuracies } from "./bank-accuracies.ts";
import { BenchmarkError } from "./benchmark-error.ts";
import type { Imported } from "./imported/imported.ts";
import { type OpenedSources, openSources } from "./open-sources.ts";
import { BankParts } from "./questions/bank-parts.ts";
import { chooseTest, type TestSplit } from "./questions/choose-test.ts";
import { type PlainQuestion, readBankQuestions, readQuestionFile } from "./questions/read-questions.ts";
import { rememberingEmbedder } from "./run/embedding-memo.ts";
import { withoutSamples } from "./run/one-sample.ts";
import { isPublished, publishedMembers } from "./run/published-replies.ts";
import type { BenchmarkMeans } from "./run/run-variant.ts";
import { aggregatorsFor, type Merging, missingAggregators } from "./run/settle.ts";
import type { TablesContext } from "./tables/context.ts";
import { checkedPoints } from "./tables/points.ts";
import { tableNames, variantsFor } from "./tables/tables.ts";
import type { Variant } from "./variant.ts";

/** The user's wishes for a benchmark. */
export interface BenchmarkWishes {
  /** Names of tables; all when absent. */
  readonly tables?: readonly string[];
  /** Maximum number of questions. */
  readonly limit?: number;
  /** Number of seeds that Table 9 compares. */
  readonly seeds: number;
  /** Points of sweeps that replace the tables' own, by the name of the sweep. */
  readonly points?: Readonly<Record<string, readonly number[]>>;
  /** File of test questions that replace the bank's. */
  readonly questions?: { readonly file: string; readonly format: string };
}

/** Everything about a benchmark that is decided before any model is asked. */
export interface BenchmarkPlan {
  readonly tables: readonly string[];
  readonly context: TablesContext;
  readonly variants: readonly Variant[];
  readonly split: TestSplit;
  /** The means of the runs, except for the replies. */
  readonly means: Omit<BenchmarkMeans, "replies">;
  readonly opened: OpenedSources;
  /** Notes for readers of the tables, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Chooses questions, bank and variants. Calls no model.
 *
 * @param published replies of models that need no server; null for none
 * @throws BenchmarkError when the wishes cannot be met; BankError when the bank cannot be read; the signal's reason
 */
export async function planBenchmark(
  sources: Sources,
  wishes: BenchmarkWishes,
  published: Imported | null,
  signal: AbortSignal,
): Promise<BenchmarkPlan> {
  const tables = wantedTables(wishes);
  const points = checkedPoints(wishes.points ?? {}, tables);
  const { settings, simulated } = sources;
  const policy = settings.repeatablePolicy;
  const all = await openSources(sources, signal);
  const { kept, warnings: tooDear } = affordable(all.members, policy.budgetUsd);
  const opened = { ...all, members: kept };
  const { split, bank, notes } = await divide(
    { bankFolder: sources.bankFolder, bank: opened.bank, published },
    wishes,
    signal,
  );
  const { unified } = bank;
  const members = [
    ...opened.members,
    ...(published === null ? [] : publishedMembers(published, opened.members, opened.bank.models)),
  ];
  const { aggregator, codingAggregator } = settings;
  const merging = { members, bank, aggregator, codingAggregator, aggregatorStudy: opened.aggregatorStudy };
  const names = members.map(({ name }) => name);
  const planned: TablesContext = {
    models: members.map((member) => ({
      name: member.name,
      pool: member.referencer,
      ...(isPublished(member) ? { published: true } : {}),
    })),
    sources: [...new Set(split.test.map(split.dataSetOf))].sort(),
    bankSize: unified.questions.size,
    bankDataSets: dataSetsOf(unified),
    parameters: settings.parameters,
    seeds: wishes.seeds,
    simulated: simulated !== null,
    bankAccuracy: bankAccuracies(unified, names),
    aggregator: onlyAggregator(merging),
    codingAggregator: {
      usual: aggregatorsFor(true, merging)[0]?.name ?? "",
      named: namedCodingAggregator(opened, settings),
    },
    points,
    ownOutputLimits: members.some(({ maxOutputTokens }) => maxOutputTokens !== null),
  };
  const means = {
    ...merging,
    embedding: rememberingEmbedder(opened.serving.embedding),
    published,
    parameters: settings.parameters,
    policy,
    templates: settings.promptTemplates,
    skillModel: keywordModel(opened, settings),
    simulated: simulated !== null,
  };
  const wanted = variantsFor(tables, planned);
  const leftOut = await withoutSamples(wanted, split, means, signal);
  const variants = wanted.filter(({ id }) => !leftOut.has(id));
  return {
    tables,
    context: { ...planned, leftOut },
    variants,
    split,
    means,
    opened,
    notes: [
      ...opened.problems,
      ...tooDear,
      ...missingAggregators(merging),
      ...(published?.problems ?? []),
      ...promptNotes(published, settings),
      ...notes,
      ...split.notes,
      ...keywordNotes(split.test, variants),
      ...(leftOut.size === 0 ? [] : [leftOutNote(leftOut.size)]),
    ],
  };
}

/** Returns a note when the user's own prompts do not apply to published replies, which cannot be requested again. */
function promptNotes(published: Imported | null, { promptTemplates: { tasks, dataSets } }: Settings): string[] {
  if (published === null || (tasks ?? dataSets) === undefined) return [];
  return ["Published replies answer the paper's prompts; your own prompts of tasks are for the other models alone."];
}

function leftOutNote(count: number): string {
  const rows = count === 1 ? "1 row needs" : `${count} rows need`;
  return `Published replies are one to each question. ${rows} more than that and ${count === 1 ? "is" : "are"} left out; the notes below the tables say which and why. An endpoint that serves a model has it asked anew.`;
}

function wantedTables({ tables = tableNames }: BenchmarkWishes): readonly string[] {
  const unknown = tables.filter((name) => !tableNames.includes(name));
  if (unknown.length === 0) return tables;
  throw new BenchmarkError(`There is no table ${unknown.join(", ")}. These are known:\n  ${tableNames.join("\n  ")}`);
}

/** The questions and the bank before their division. */
interface Undivided extends Pick<Sources, "bankFolder">, Pick<OpenedSources, "bank"> {
  readonly published: Imported | null;
}

/** Returns the questions to ask, and the bank that may be searched. */
async function divide(
  { bankFolder, bank, published }: Undivided,
  { questions, limit }: BenchmarkWishes,
  signal: AbortSignal,
): Promise<{ split: TestSplit; bank: BankParts; notes: string[] }> {
  const all = await readBankQuestions(bankFolder, signal);
  const file = questions === undefined ? null : await readQuestionFile(questions.file, questions.format, signal);
  const chosen = chooseTest({ bank: all, file: file?.questions ?? null, limit: limit ?? null });
  const test = published === null ? chosen.test : chosen.test.map((question) => asPosed(question, published));
  const split = { ...chosen, test };
  const bad = file?.bad ?? 0;
  const notes = bad === 0 ? [] : [`${bad} rows of the question file cannot be used.`];
  return { split, bank: new BankParts(bank, all, split), notes };
}

/** Returns the question with its options in the order that published replies refer to by letters. */
function asPosed(question: PlainQuestion, published: Imported): PlainQuestion {
  const { capability: _, ...posed } = published.asPosed({ ...question, capability: {} });
  return posed;
}

/**
 * Returns the model that merges all questions; null when coding questions have another one.
 *
 * @throws BenchmarkError when no model can merge
 */
function onlyAggregator(merging: Merging): string | null {
  const [aggregator, forCoding] = [false, true].map((coding) => aggregatorsFor(coding, merging)[0]?.name);
  if (aggregator !== undefined) return aggregator === forCoding ? aggregator : null;
  throw new BenchmarkError(
    "There is no model that could merge answers: give endpoints with --settings FILE (keys smcs.*), or use --demo.",
  );
}

/** Returns the bank name of the model of `smcs.skillModel`; "" when it is none of the endpoints' models. */
function keywordModel({ members }: OpenedSources, { skillModel }: Settings): string {
  return memberNamed(members, skillModel)?.name ?? "";
}

/** Returns notes on how keywords of test questions affect the cost of a system that draws models by keywords. */
function keywordNotes(test: readonly PlainQuestion[], variants: readonly Variant[]): string[] {
  if (!variants.some(({ system }) => systems[system].needsKeywords === true)) return [];
  const known = test.filter(({ skills = [] }) => skills.length > 0).length;
  const of = (count: number): string => `the keywords of ${count} of ${test.length} test questions`;
  return [
    known > 0 &&
      `Symbolic-MoE* takes ${of(known)} from the bank: its cost and latency are without the requests for these.`,
    known < test.length &&
      `Symbolic-MoE* asks a model for ${of(test.length - known)} first. An estimate made before that draws its models by chance.`,
  ].filter((note) => note !== false);
}

/**
 * Returns the model that merges code with the paper's longer outputs: the one that the settings name, otherwise the
 * paper's own if it is served.
 */
function namedCodingAggregator({ members }: OpenedSources, { codingAggregator }: Settings): string | null {
  const names = members.map(({ name }) => name);
  const set = memberNamed(members, codingAggregator);
  return set?.name ?? findBankName("QwQ-32B", names);
}

/** Returns the data sets of a bank, in the bank's order of names, with their numbers of questions. */
function dataSetsOf({ questions: { sources } }: PackedBank): { name: string; questions: number }[] {
  const counts = new Map<number, number>();
  for (const code of sources.of) counts.set(code, (counts.get(code) ?? 0) + 1);
  return sources.names.flatMap((name, code) => {
    const questions = counts.get(code);
    return questions === undefined ? [] : [{ name, questions }];
  });
}
