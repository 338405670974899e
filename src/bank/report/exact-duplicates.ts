import { createHash } from "node:crypto";
import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import { comparableText } from "../../core/question-bank/question-text.ts";
import { type PairList, placeOf } from "./duplicate-pairs.ts";

/** Who asked a question first, by split. */
type Firsts = Partial<Record<BankQuestion["split"], Pick<BankQuestion, "id" | "source">>>;

/** Finds questions that the bank holds twice, as they come. It keeps a hash and an id or two of each. */
export class ExactDuplicates {
  private readonly firsts = new Map<string, Firsts>();
  private readonly pairs: PairList;

  constructor(pairs: PairList) {
    this.pairs = pairs;
  }

  add(question: BankQuestion): void {
    const { id, source, split } = question;
    const key = questionKey(question);
    const firsts = this.firsts.get(key) ?? {};
    this.firsts.set(key, firsts);
    const otherSplit = split === "bank" ? "test" : "bank";
    const [other, same] = [firsts[otherSplit], firsts[split]];
    firsts[split] ??= { id, source };
    const second = placeOf(question);
    if (other !== undefined) {
      this.pairs.add({ first: { ...second, ...other, split: otherSplit }, second, exact: true, similarity: 1 });
    } else if (same !== undefined) {
      this.pairs.add({ first: { ...second, ...same, split }, second, exact: true, similarity: 1 });
    }
  }
}

/** Equal for equal questions: text and, in whatever order, options, without which many a question asks nothing. */
function questionKey({ question, task }: BankQuestion): string {
  const options = task.kind === "choice" ? task.options.map(comparableText).sort() : [];
  return createHash("sha256")
    .update(JSON.stringify([comparableText(question), options]))
    .digest("base64");
}
