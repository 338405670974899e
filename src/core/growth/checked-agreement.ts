import type { BankQuestion } from "../question-bank/bank-question.ts";
import { checkerVersion } from "../tasks/task-checks.ts";
import type { Verdict } from "../tasks/verdict.ts";
import type { Agreement } from "./agreement.ts";
import { nothing, type NothingLearned, type Teaching } from "./teaching.ts";

/** Judges a whole reply by a question's check. */
export type CheckReply = (question: BankQuestion, reply: string) => Promise<Verdict>;

/**
 * Agreement by the question's own check: the references that pass it, provided that the chosen reply does.
 *
 * @param question whose task has a check
 */
export async function agreementByCheck(
  { chosen, references }: Teaching,
  question: BankQuestion,
  check: CheckReply,
): Promise<Agreement | NothingLearned> {
  const verdict = await check(question, chosen.reply);
  if (verdict.kind === "failed") {
    return nothing(`The question bank has this question, but its check could not be run: ${verdict.reason}`);
  }
  if (!isRight(verdict)) {
    return nothing(`The chosen answer does not pass the bank's check of this question. ${verdict.detail}`);
  }
  const models: string[] = [];
  for (const { model, reply } of references) if (isRight(await check(question, reply))) models.push(model);
  return {
    models,
    checker: checkerVersion(question.task),
    none: "No model's own answer passes the bank's check of this question, so none counts as right.",
  };
}

function isRight(verdict: Verdict): boolean {
  return verdict.kind === "judged" && verdict.value >= 0.5;
}
