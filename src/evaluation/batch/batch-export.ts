import { open, rename, rm } from "node:fs/promises";
import { requestBody } from "../../requests/index.ts";
import { encodeBatchId } from "./batch-id.ts";
import { EvaluationError, type EvaluationPlan, fingerprintOf, type Pair, pairRequest } from "../asking/index.ts";

/**
 * Writes the requests of a plan in the format of vLLM's run-batch, one request per line. The file appears when it is
 * complete.
 *
 * @returns how many requests it holds, by model
 */
export async function exportBatch(
  plan: EvaluationPlan,
  file: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const unfinished = `${file}.part`;
  const requests = new Map<string, number>();
  const handle = await open(unfinished, "w");
  try {
    for (const { question, member, standing } of plan.pairs(plan.members)) {
      signal.throwIfAborted();
      if (standing !== "ask") continue;
      await handle.appendFile(`${JSON.stringify(await batchLine({ question, member }, plan))}\n`);
      const { name } = member.member;
      requests.set(name, (requests.get(name) ?? 0) + 1);
    }
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
    return requests;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function batchLine(pair: Pair, plan: EvaluationPlan): Promise<object> {
  const { question, member } = pair;
  const { servers, name } = member.member;
  const [server] = servers;
  if (server === undefined) throw new EvaluationError(`${name} is served nowhere.`);
  const request = await pairRequest(pair, plan);
  // A batch is not streamed.
  const { stream: _, stream_options: __, ...body } = requestBody(server, request);
  const fingerprint = fingerprintOf(question, member);
  return {
    custom_id: encodeBatchId({ model: name, questionId: question.id, fingerprint }),
    method: "POST",
    url: "/v1/chat/completions",
    body,
  };
}
