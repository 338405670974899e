import { packBank } from "../../core/question-bank/packed-bank.ts";
import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { neighboursAmong } from "../../core/selection/index.ts";
import { entriesOf, type Retrieval } from "./retrieval.ts";
import { type TermCounts, termCounts, TfIdfIndex } from "./tf-idf.ts";

/** Retrieval by words alone, which many studies begin with: what the built-in embedder adds shows beside it. */
export function tfIdfRetrieval(questions: readonly BankQuestion[]): Retrieval {
  const counts = questions.map(({ question }) => termCounts(question));
  const at = (question: number): TermCounts => counts[question] as TermCounts;
  return {
    space: "tf-idf",
    description: "TF-IDF of lower-case words of two characters or more, weighed by the bank",
    search(split) {
      const index = new TfIdfIndex(split.bank.toSorted((a, b) => a - b).map(at));
      const bank = packBank(
        "tf-idf",
        entriesOf(questions, split, () => []),
      );
      return { bank, near: (question, base, gamma) => neighboursAmong(index.similarities(at(question)), base, gamma) };
    },
  };
}
