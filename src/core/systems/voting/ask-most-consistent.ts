import type { Candidate } from "../candidate.ts";
import { type CallContext, judged, paidCall, settledCost } from "../../calls/index.ts";
import { samplingFor } from "../../parameters.ts";
import { fitMessages } from "../../fitting/index.ts";
import type { Claim } from "../../cost/index.ts";
import { comparisonPrompt } from "../../messages/index.ts";
import type { Question } from "../../question.ts";
import { messageOf } from "../../errors.ts";
import type { ChatChoice, ChatRequest, PoolMember } from "../../ports.ts";
import { derivedSeed } from "../../random.ts";
import { namedResponse } from "./named-response.ts";

/**
 * Universal self-consistency: shows an aggregator all candidates, numbered, and asks for the most consistent one. Every
 * failure becomes a warning.
 *
 * @returns its index; null when the aggregator named none
 */
export async function askMostConsistent(
  question: Question,
  candidates: readonly Candidate[],
  aggregator: PoolMember | undefined,
  context: CallContext,
): Promise<number | null> {
  const { emit } = context;
  const failed = (reason: string): null => {
    const closest = "the answer closest to all others is taken instead.";
    emit({ type: "warning", message: `No model named the most consistent answer; ${closest} ${reason}` });
    return null;
  };
  if (aggregator === undefined) return failed("There is no aggregator.");
  const prepared = prepare(question, candidates, aggregator, context);
  if ("problem" in prepared) return failed(prepared.problem);
  try {
    const { text, error } = judged(await send(prepared, candidates, aggregator, context));
    if (error !== null) return failed(`${aggregator.name}: ${error}`);
    return namedResponse(text, candidates.length) ?? failed(`${aggregator.name} named none.`);
  } catch (error) {
    return failed(messageOf(error));
  }
}

interface Prepared {
  readonly request: ChatRequest;
  readonly claim: Claim;
}

function prepare(
  question: Question,
  candidates: readonly Candidate[],
  aggregator: PoolMember,
  { parameters, budget, seed, emit, left }: CallContext,
): Prepared | { readonly problem: string } {
  const { maxOutputTokens: limit } = samplingFor(aggregator, parameters);
  const references = candidates.map(({ model, text, status }) => {
    return { model, text, ...(status === "truncated" && { cutOff: true as const }) };
  });
  const fitted = fitMessages({ question, references, prompt: comparisonPrompt }, aggregator, limit);
  if (fitted.problem !== null) return fitted;
  const { messages, maxOutputTokens: wantedTokens } = fitted;
  const claim = budget.claim(aggregator, { messages, choices: 1, wantedTokens, what: "aggregation" });
  if (claim === null) return { problem: budget.refusal(aggregator.name) };
  for (const message of [fitted.note, claim.lowered]) if (message !== null) emit({ type: "warning", message });
  const request = {
    messages,
    choices: 1,
    logprobs: false,
    // A comparison needs no randomness, and its numbers must repeat.
    sampling: { temperature: 0, presencePenalty: 0, maxOutputTokens: claim.maxOutputTokens },
    seed: derivedSeed(seed, "most-consistent"),
    usefulForMs: left(),
  };
  return { request, claim };
}

/** @throws the error of the call */
async function send(
  { request, claim }: Prepared,
  candidates: readonly Candidate[],
  aggregator: PoolMember,
  context: CallContext,
): Promise<ChatChoice | undefined> {
  const { clock, emit, signal } = context;
  const startedAt = clock();
  const draws = candidates.map(({ draw }) => draw);
  try {
    const reply = await paidCall(
      claim,
      (within, onSent) => aggregator.chat.chat({ ...request, onSent }, () => undefined, within),
      context,
      signal,
    );
    emit({ type: "request-end", draws, usage: reply.usage, costUsd: reply.costUsd, durationMs: clock() - startedAt });
    return reply.choices[0];
  } catch (error) {
    emit({ type: "request-end", draws, ...settledCost(error), durationMs: clock() - startedAt });
    throw error;
  }
}
