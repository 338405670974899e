import { bankEntries, readSteadily } from "../../bank/store/index.ts";
import type { ServedMember } from "../../chat/index.ts";
import { type BankQuestion, taskBeyondLimits } from "../../core/question-bank/index.ts";
import { samplingFor } from "../../core/parameters.ts";
import { EvaluationPlan, type EvaluationScope } from "./evaluation-plan.ts";
import { forKeywords } from "./for-keywords.ts";
import { forOutcomes } from "./for-outcomes.ts";
import { type PlannedMember, planMember } from "./planned-member.ts";
import { type PlannedQuestion, planQuestion } from "./planned-question.ts";
import { keywordsLogFile, QuestionSpool, ReplyLog, replyLogFile } from "../kept/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import { stratifiedOrder } from "./stratified-order.ts";
import { findBankName } from "../../core/model-names/index.ts";

/** Output limit for keywords, in tokens: enough for a model that thinks a little, and cheap at worst. */
const KEYWORDS_TOKENS = 2048;

/**
 * Plans an evaluation: reads the bank and the kept replies, asks no model and writes only a temporary file. The plan
 * must be closed.
 *
 * @throws BankError when the bank cannot be read; the signal's reason; errors of `members` and `choose`
 */
export async function planEvaluation(scope: EvaluationScope, signal?: AbortSignal): Promise<EvaluationPlan> {
  const { bankFolder, parameters, templates = {}, limit, simulated = false, purpose = forOutcomes } = scope;
  const survey = await surveyBank(bankFolder, signal);
  const [example] = survey.beyondLimits;
  if (example !== undefined) scope.onProblem?.(leftOut(survey.beyondLimits.length, example));
  const pool = await scope.members(survey.models);
  const chosen = scope.choose?.(pool) ?? pool;
  const shared = sharedTexts();
  const members = await Promise.all(
    chosen.map(async (member, column) => {
      const log = await ReplyLog.open(replyLogFile(bankFolder, member.name, simulated), shared, signal);
      const sampling = samplingFor(member, parameters);
      return planMember({ member, purpose, name: member.name, column, sampling, log });
    }),
  );
  const describer = await planDescriber(scope, pool, shared, signal);
  const rank = new Map(survey.order.slice(0, limit).map((id, index) => [id, index]));
  const models = chosen.map(({ name }) => name);
  const planning = { models, simulated, describe: describer !== null, templates, shared };
  const { questions, spool } = await spoolQuestions(bankFolder, async (question, spool) => {
    signal?.throwIfAborted();
    if (!rank.has(question.id)) return null;
    return planQuestion(question, await spool.add(question), planning);
  });
  const place = ({ id }: PlannedQuestion): number => rank.get(id) ?? 0;
  questions.sort((a, b) => place(a) - place(b));
  return new EvaluationPlan(scope, { members, describer, questions, spool });
}

function leftOut(count: number, example: string): string {
  const questions = count === 1 ? "1 question of the bank is" : `${count} questions of the bank are`;
  return `${questions} left out, since a part of it is beyond its limit (${example}). Mend it in its file and import that again.`;
}

/** Returns the member that is asked for keywords; null when none is wanted, or there is no such model. */
async function planDescriber(
  { bankFolder, skillModel = "", simulated = false, onProblem }: EvaluationScope,
  pool: readonly ServedMember[],
  shared: (text: string) => string,
  signal: AbortSignal | undefined,
): Promise<PlannedMember | null> {
  if (skillModel === "") return null;
  const member = findMember(skillModel, pool);
  if (member === undefined) {
    onProblem?.(
      `smcs.skillModel is ${skillModel}, which is none of the models, so questions get no keywords now: domain and topic serve as their skills. Name a configured model, as endpointName/modelId.`,
    );
    return null;
  }
  const log = await ReplyLog.open(keywordsLogFile(bankFolder, member.name, simulated), shared, signal);
  // Keywords should be the same whenever they are requested.
  const sampling = samplingFor(member, { temperature: 0, presencePenalty: 0, maxOutputTokens: KEYWORDS_TOKENS });
  return planMember({ member, purpose: forKeywords, name: `${member.name} (keywords)`, column: -1, sampling, log });
}

/** @param planned returns what to keep of a question; null for nothing */
async function spoolQuestions(
  bankFolder: string,
  planned: (question: BankQuestion, spool: QuestionSpool) => Promise<PlannedQuestion | null>,
): Promise<{ questions: PlannedQuestion[]; spool: QuestionSpool }> {
  return readSteadily(bankFolder, async (state) => {
    const spool = await QuestionSpool.create();
    try {
      const questions: PlannedQuestion[] = [];
      for await (const { question } of state === null ? [] : bankEntries(state)) {
        const kept = await planned(question, spool);
        if (kept !== null) questions.push(kept);
      }
      return { questions, spool };
    } catch (error) {
      await spool.close();
      throw error;
    }
  });
}

/** Longest id in a sentence, in characters. */
const LONGEST_ID = 100;

/** What an evaluation needs to know about a bank before it can choose models and questions. */
interface Survey {
  /** Ids of the questions with a check, in an order whose every beginning is a stratified sample. */
  readonly order: readonly string[];
  /** The models of the bank. */
  readonly models: readonly string[];
  /** Questions left out because they exceed today's limits, with the limit; an earlier version imported them. */
  readonly beyondLimits: readonly string[];
}

/**
 * Reads a bank once for its questions and models, both splits.
 *
 * @throws BankError when the bank cannot be read; the signal's reason
 */
function surveyBank(bankFolder: string, signal?: AbortSignal): Promise<Survey> {
  return readSteadily(bankFolder, async (state) => {
    const models = new Set<string>();
    const checkable: { id: string; source: string }[] = [];
    const beyond: string[] = [];
    for await (const { question } of state === null ? [] : bankEntries(state)) {
      signal?.throwIfAborted();
      for (const model of Object.keys(question.capability)) models.add(model);
      const reason = taskBeyondLimits(question.task);
      if (question.task.kind === "open") continue;
      if (reason !== undefined) beyond.push(`${plainLine(question.id, LONGEST_ID)}: ${reason}`);
      else checkable.push({ id: question.id, source: question.source });
    }
    const order = stratifiedOrder(checkable).map(({ id }) => id);
    return { order, models: [...models].sort(), beyondLimits: beyond };
  });
}

/** Returns a function that returns one string object for equal texts, so that frequent texts are in memory once. */
function sharedTexts(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  };
}

/** Returns the member with that reference, or with that bank name as loosely as the bank matches names. */
export function findMember(wanted: string, members: readonly ServedMember[]): ServedMember | undefined {
  const name = findBankName(
    wanted,
    members.map((member) => member.name),
  );
  return members.find(({ reference }) => reference === wanted) ?? members.find((member) => member.name === name);
}
