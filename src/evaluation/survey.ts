import { readSteadily } from "../adapters/question-bank/read-steadily.ts";
import { bankEntries } from "../adapters/question-bank/store/bank-store.ts";
import { stratifiedOrder } from "./stratified-order.ts";

/** What an evaluation must know of a bank before it can choose models and questions. */
export interface Survey {
  /** Ids of the questions with a check, in an order whose every beginning is a stratified sample. */
  readonly order: readonly string[];
  /** The models that it knows. */
  readonly models: readonly string[];
  /** Questions without a check, which nobody can be evaluated on. */
  readonly open: number;
}

/**
 * Reads a bank once for its questions and models, both splits.
 *
 * @throws BankError when the bank cannot be read; the signal's reason
 */
export function surveyBank(bankFolder: string, signal?: AbortSignal): Promise<Survey> {
  return readSteadily(bankFolder, async (state) => {
    const models = new Set<string>();
    const checkable: { id: string; source: string }[] = [];
    let open = 0;
    for await (const { question } of state === null ? [] : bankEntries(state)) {
      signal?.throwIfAborted();
      for (const model of Object.keys(question.capability)) models.add(model);
      if (question.task.kind === "open") open += 1;
      else checkable.push({ id: question.id, source: question.source });
    }
    return { order: stratifiedOrder(checkable).map(({ id }) => id), models: [...models].sort(), open };
  });
}
