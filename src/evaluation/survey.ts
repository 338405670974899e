import { readSteadily } from "../bank/read-steadily.ts";
import { bankEntries } from "../bank/store/bank-store.ts";
import { plainLine } from "../core/question-bank/plain-line.ts";
import { taskBeyondLimits } from "../core/question-bank/question-limits.ts";
import { stratifiedOrder } from "./stratified-order.ts";

/** Characters of an id in a sentence. */
const LONGEST_ID = 100;

/** What an evaluation must know of a bank before it can choose models and questions. */
export interface Survey {
  /** Ids of the questions with a check, in an order whose every beginning is a stratified sample. */
  readonly order: readonly string[];
  /** The models that it knows. */
  readonly models: readonly string[];
  /** Questions without a check, which nobody can be evaluated on. */
  readonly open: number;
  /** Why questions are left out that an earlier version imported, and that are beyond today's limits: id and limit. */
  readonly beyondLimits: readonly string[];
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
    const beyond: string[] = [];
    let open = 0;
    for await (const { question } of state === null ? [] : bankEntries(state)) {
      signal?.throwIfAborted();
      for (const model of Object.keys(question.capability)) models.add(model);
      const reason = taskBeyondLimits(question.task);
      if (question.task.kind === "open") open += 1;
      else if (reason !== undefined) beyond.push(`${plainLine(question.id, LONGEST_ID)}: ${reason}`);
      else checkable.push({ id: question.id, source: question.source });
    }
    const order = stratifiedOrder(checkable).map(({ id }) => id);
    return { order, models: [...models].sort(), open, beyondLimits: beyond };
  });
}
