import type { BankQuestion } from "../question-bank/index.ts";
import { checkerVersion, type Verdict } from "../tasks/index.ts";
import { type Agreement, type CheckReply, meanByModel } from "./agreement.ts";
import { nothing, type NothingLearned, type Teaching } from "./teaching.ts";

/** A check is stronger evidence than a choice, but a chat reply may not keep the form that the check expects. */
const CHECK_WEIGHT = 0.5;

/**
 * Judges every reply by the question's own check: references that fail are wrong, whatever was chosen. If nothing
 * passes, not even the chosen reply, the check may not suit the question that was asked, and nothing is learned. A
 * reply whose check could not be run has no value.
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
    return nothing(`The question bank has this question, but its check could not be run: ${verdict.detail}`);
  }
  const judged: [string, number][] = [];
  for (const { model, reply } of references) {
    const found = await check(question, reply);
    if (found.kind === "judged") judged.push([model, found.value]);
  }
  const chosenPasses = passes(verdict);
  if (!chosenPasses && judged.every(([, value]) => value < PASSED)) {
    return nothing(
      `Neither the chosen answer nor any model's own passes the bank's check of this question. ${verdict.detail}`,
    );
  }
  return {
    values: meanByModel(judged),
    weight: CHECK_WEIGHT,
    evidence: "choice",
    checker: checkerVersion(question.task),
    check: { chosenPasses },
    none: "The bank's check of this question could not be run on any model's own answer, so nothing was learned.",
  };
}

/**
 * Judges every reply by the examples of the question, when some reply passes them all.
 *
 * @param question with the check that the examples make
 */
export async function agreementByExamples(
  teaching: Teaching,
  question: BankQuestion,
  check: CheckReply,
): Promise<Agreement | NothingLearned> {
  const agreement = await agreementByCheck(teaching, question, check);
  return "kind" in agreement ? agreement : { ...agreement, evidence: "samples" };
}

const PASSED = 0.5;

function passes(verdict: Verdict): boolean {
  return verdict.kind === "judged" && verdict.value >= PASSED;
}
