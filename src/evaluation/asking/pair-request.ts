import type { ChatRequest } from "../../core/ports.ts";
import { derivedSeed } from "../../core/random.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import type { Pair } from "./run.ts";

/** Seed of all evaluations: a pair is always asked with the same seed, so that runs can be repeated. */
const SEED = 1;

/** Returns the request for a pair. */
export async function pairRequest(
  { question, member }: Pair,
  { spool, templates }: EvaluationPlan,
): Promise<ChatRequest> {
  return {
    messages: member.purpose.messages(await spool.read(question.place), templates),
    choices: 1,
    logprobs: false,
    sampling: member.sampling,
    seed: derivedSeed(SEED, `${member.name}/${question.id}`),
    usefulForMs: null,
  };
}
