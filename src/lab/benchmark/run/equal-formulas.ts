import type { BankQuestion } from "../../../core/question-bank/bank-question.ts";
import type { FormulaComparison } from "../../../core/answer/run.ts";
import type { VerdictCache } from "../cache/verdict-cache.ts";

/** Compares formulas by value, as the check of a math task does: in its process, and each pair once. */
export function equalFormulas(verdicts: Pick<VerdictCache, "judge">, signal: AbortSignal): FormulaComparison {
  return async (one, other) => {
    const value = await verdicts.judge(askedFor(one), `\\boxed{${other}}`, signal);
    return value === null ? null : value === 1;
  };
}

function askedFor(answer: string): BankQuestion {
  const task = { kind: "math", answer } as const;
  return { id: "formula", source: "formulas", split: "test", question: "Is it equal?", task, capability: {} };
}
