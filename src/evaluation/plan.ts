import { readSteadily } from "../adapters/question-bank/read-steadily.ts";
import { bankEntries } from "../adapters/question-bank/store/bank-store.ts";
import type { BankQuestion } from "../core/question-bank/bank-question.ts";
import { EvaluationPlan, type EvaluationScope } from "./evaluation-plan.ts";
import { planMember } from "./planned-member.ts";
import { type PlannedQuestion, planQuestion } from "./planned-question.ts";
import { QuestionSpool } from "./question-spool.ts";
import { replyLogFile } from "./replies/log-file.ts";
import { ReplyLog } from "./replies/reply-log.ts";
import { sharedTexts } from "./shared-texts.ts";
import { surveyBank } from "./survey.ts";

/**
 * Looks what an evaluation would have to do: reads the bank and the kept replies, asks nobody and writes nothing that
 * lasts. The plan must be closed.
 *
 * @throws BankError when the bank cannot be read; the signal's reason; whatever `members` throws
 */
export async function planEvaluation(scope: EvaluationScope, signal?: AbortSignal): Promise<EvaluationPlan> {
  const { bankFolder, parameters, limit, simulated = false } = scope;
  const survey = await surveyBank(bankFolder, signal);
  const chosen = await scope.members(survey.models);
  const shared = sharedTexts();
  const members = await Promise.all(
    chosen.map(async (member, column) => {
      const log = await ReplyLog.open(replyLogFile(bankFolder, member.name, simulated), shared, signal);
      return planMember(member, column, parameters, log);
    }),
  );
  const rank = new Map(survey.order.slice(0, limit).map((id, index) => [id, index]));
  const names = chosen.map(({ name }) => name);
  const { questions, spool } = await spoolQuestions(bankFolder, async (question, spool) => {
    signal?.throwIfAborted();
    if (!rank.has(question.id)) return null;
    return planQuestion(question, await spool.add(question), names, simulated, shared);
  });
  const place = ({ id }: PlannedQuestion): number => rank.get(id) ?? 0;
  questions.sort((a, b) => place(a) - place(b));
  return new EvaluationPlan(scope, members, questions, spool);
}

/** @param planned what to keep of a question; null for nothing */
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
