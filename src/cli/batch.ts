import { exportBatch, importBatch } from "../evaluation/batch/index.ts";
import { evaluatePlan } from "./evaluate.ts";
import { type PairOptions, withPlan } from "./evaluation.ts";
import { printResult, say } from "../terminal/index.ts";

/** Maximum number of unusable lines that are listed; the others are counted. */
const NAMED = 20;

/** `smcs bank batch-export`: writes the requests of an evaluation for vLLM's run-batch. */
export async function exportBatchFile(file: string, options: PairOptions, signal: AbortSignal): Promise<void> {
  await withPlan(options, signal, async (plan) => {
    const models = await exportBatch(plan, file, signal);
    const requests = [...models.values()].reduce((sum, count) => sum + count, 0);
    if (models.size > 1) {
      say(
        `Note: the file holds requests for ${models.size} models. vLLM's run-batch serves one: use --models for a file of each.`,
      );
    }
    const document = { requests, models: Object.fromEntries(models), file };
    printResult(options, document, `${requests} requests written to ${file}.`);
  });
}

/** `smcs bank batch-import`: keeps the replies of a batch's results, and checks them. */
export async function importBatchFile(file: string, options: PairOptions, signal: AbortSignal): Promise<void> {
  await withPlan(options, signal, async (plan) => {
    const { imported, skipped, failed, bad } = await importBatch(plan, file, () => new Date().toISOString(), signal);
    for (const { at, reason } of bad.slice(0, NAMED)) say(`  line ${at} not used: ${reason}`);
    if (failed > NAMED) say(`  ${failed - NAMED} more lines not used`);
    const { right, wrong, missing } = await evaluatePlan(plan, { checkAgain: true }, signal);
    signal.throwIfAborted();
    const document = { imported, skipped, failed, right, wrong, missing };
    const summary = `${imported} replies imported, ${skipped} were kept already, ${failed} lines not usable: ${right} right, ${wrong} wrong; ${missing} pairs still missing.`;
    printResult(options, document, summary);
  });
}
