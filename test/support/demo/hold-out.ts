import { readStarterBank } from "../../../src/bank/opened/index.ts";
import type { Embedding } from "../../../src/core/embedding.ts";
import { type Preset, presets } from "../../../src/core/parameters.ts";
import { derivedSeed, randomStream } from "../../../src/core/random.ts";
import { referencerPriors, selectReferencers } from "../../../src/core/selection/index.ts";
import { answerIn, mostFrequent, sameAnswer } from "../../../src/demo/answers.ts";
import { demoCapability } from "../../../src/demo/capability.ts";
import { generate } from "../../../src/demo/generation.ts";
import { type KnownQuestion, knownQuestions } from "../../../src/demo/known-questions.ts";
import { readPreparedReplies } from "../../../src/demo/prepared-replies.ts";
import { demoModels, type Profile, profileOf } from "../../../src/demo/profiles.ts";
import { readPrompt } from "../../../src/demo/prompt.ts";
import { STARTER_BANK } from "../../../src/demo/write-capability.ts";
import { builtInEmbedder } from "../../../src/embedding/built-in/index.ts";
import { drawSubsets, keepProbabilities, perplexityOf, similarityScores } from "../../../src/core/enhancement/index.ts";
import { aggregationPrompt, referencePrompt } from "../../../src/core/messages/index.ts";
import { packBank, type PackedBank } from "../../../src/core/packed-bank/index.ts";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import { codeBlocks, comparedTexts } from "../../../src/core/reading/index.ts";

/** The results for one question that the bank does not hold: which answers were right. */
export interface Asked {
  /** By model. */
  readonly models: Readonly<Record<string, boolean>>;
  /** Whether the most frequent answer of all models is right. */
  readonly majority: boolean;
  /** The model that is most often right on the bank. */
  readonly best: string;
  /** The referencers, highest prior first. */
  readonly referencers: readonly string[];
  readonly candidates: readonly Candidate[];
}

/** One aggregation. */
export interface Candidate {
  readonly right: boolean;
  readonly similarity: number;
  readonly perplexity: number;
}

const starter = await readStarterBank(STARTER_BANK);
const prepared = await readPreparedReplies(STARTER_BANK);
const known = knownQuestions(starter, prepared);
const capability = new Map(demoCapability(starter, prepared).map(({ questionId, correct }) => [questionId, correct]));
const embedder = builtInEmbedder();
const embed = (texts: readonly string[]): Promise<readonly Embedding[]> =>
  embedder.embed(texts, "document", new AbortController().signal);
const embeddings = await embed(starter.map(({ question }) => question));

/**
 * Runs the method on three tenths of the starter bank, with the rest as the bank and simulated models called directly.
 */
export async function holdOut(seed: number, preset: Preset, aggregator: string): Promise<Asked[]> {
  const place = (index: number): number => randomStream(seed, `split/${index}`)();
  const order = starter.map((_, index) => index).sort((a, b) => place(a) - place(b));
  const tested = new Set(order.slice(0, Math.round(0.3 * starter.length)));
  const bank = bankWithout(tested);
  const asked: Asked[] = [];
  for (const index of tested) {
    const [question, embedding] = [starter[index], embeddings[index]];
    if (question === undefined || embedding === undefined) continue;
    asked.push(await ask(question, embedding, bank, { seed: derivedSeed(seed, question.id), preset, aggregator }));
  }
  return asked;
}

function bankWithout(tested: ReadonlySet<number>): PackedBank {
  const entries = starter.map((question, index) => {
    const outcomes = Object.entries(capability.get(question.id) ?? {}).map(
      ([model, value]) => [model, { value, weight: 1, evidence: "checked" }] as const,
    );
    const split = tested.has(index) ? "test" : "bank";
    const entry: BankQuestion = { ...question, split, capability: Object.fromEntries(outcomes) };
    return { question: entry, vector: embeddings[index]?.vector ?? [] };
  });
  return packBank(embedder.space, entries);
}

interface Setting {
  readonly seed: number;
  readonly preset: Preset;
  readonly aggregator: string;
}

async function ask(
  { id, question: text }: BankQuestion,
  embedding: Embedding,
  bank: PackedBank,
  { seed, preset, aggregator }: Setting,
): Promise<Asked> {
  const question = knownWith(id);
  const asked = { text, context: [], conversation: [] };
  const pool = demoModels.map((name) => ({ name, price: 0 }));
  const parameters = presets[preset];
  const selection = selectReferencers({ text, embedding }, bank, pool, parameters);
  const { prior, referencers, coding } = selection;
  const replies = new Map(
    demoModels.map((model) => [
      model,
      replyOf(model, referencePrompt(asked), derivedSeed(seed, `reference/${model}`)).text,
    ]),
  );
  const keep = keepProbabilities(referencerPriors(selection), parameters.dropDistribution);
  const size = parameters.referencers - parameters.dropCount;
  const subsets = drawSubsets(keep, size, parameters.aggregations, randomStream(seed, "prior-dropping"));
  const merged = subsets.map((subset, draw) => {
    const references = subset.map((index) => replies.get(referencers[index] ?? "") ?? "");
    return replyOf(aggregator, aggregationPrompt(asked, references), derivedSeed(seed, `aggregation/${draw}`));
  });
  const texts = comparedTexts(
    merged.map((candidate) => candidate.text),
    coding,
  );
  const similarity = similarityScores(await embed(texts));
  const isRight = (reply: string): boolean => sameAnswer(answerOf(question, reply), question.reference);
  return {
    models: Object.fromEntries([...replies].map(([model, reply]) => [model, isRight(reply)])),
    majority: sameAnswer(
      mostFrequent([...replies.values()].map((reply) => answerOf(question, reply))) ?? "",
      question.reference,
    ),
    best: prior.reduce((best, one) => ((one.overall ?? 0) > (best.overall ?? 0) ? one : best)).model,
    referencers,
    candidates: merged.map((candidate, draw) => ({
      right: isRight(candidate.text),
      similarity: similarity[draw] ?? 0,
      perplexity: candidate.perplexity,
    })),
  };
}

function replyOf(
  model: string,
  messages: Parameters<typeof readPrompt>[0],
  seed: number,
): { readonly text: string; readonly perplexity: number } {
  const draw = { seed, choice: 0 };
  const { tokens } = generate(profileNamed(model), known, readPrompt(messages), {
    ...draw,
    maxTokens: 8192,
    notional: false,
  });
  const content = tokens.filter(({ thinking }) => !thinking);
  const logprobs = content.map(({ logprob }) => logprob);
  return { text: content.map(({ text }) => text).join(""), perplexity: perplexityOf(logprobs)?.perplexity ?? NaN };
}

function answerOf(question: KnownQuestion, text: string): string {
  return answerIn(question, { text, code: codeBlocks(text)[0] ?? null }) ?? "";
}

function knownWith(id: string): KnownQuestion {
  const question = known.find((one) => one.id === id);
  if (question === undefined) throw new Error(`The demo does not know ${id}.`);
  return question;
}

function profileNamed(model: string): Profile {
  const profile = profileOf(model);
  if (profile === undefined) throw new Error(`${model} is not simulated.`);
  return profile;
}
