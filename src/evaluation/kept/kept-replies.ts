import type { KeptReplies } from "../../bank/models/index.ts";
import { replyLogFile } from "./log-file.ts";
import { ReplyLog } from "./reply-log.ts";

/**
 * Returns how many judged replies are kept beside a bank, and how many of them were cut off, by model. Models without
 * any, for example with imported outcomes, are absent. Reads every kept reply of these models.
 *
 * @param models names as the bank spells them
 * @throws the signal's reason
 */
export async function keptReplies(
  bankFolder: string,
  models: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, KeptReplies>> {
  const kept = new Map<string, KeptReplies>();
  for (const model of models) {
    // Outcomes of simulated models never replace those of real models of the same name.
    for (const simulated of [false, true]) {
      if (kept.has(model)) continue;
      const { judged } = await ReplyLog.open(replyLogFile(bankFolder, model, simulated), undefined, signal);
      if (judged.judged > 0) kept.set(model, judged);
    }
  }
  return kept;
}
