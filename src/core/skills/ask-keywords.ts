import { type CallContext, paidCall, settledCost } from "../calls/index.ts";
import { fitReply } from "../fitting/index.ts";
import type { Claim } from "../cost/index.ts";
import { memberNamed } from "../member-named.ts";
import type { Question } from "../question.ts";
import { messageOf } from "../errors.ts";
import type { ChatReply, ChatRequest, PoolMember } from "../ports.ts";
import { derivedSeed } from "../random.ts";
import { GivenUp } from "../time/index.ts";
import { agreedKeywords } from "./read-keywords.ts";
import { KEYWORD_REPLIES, keywordLimit, keywordMessages } from "../messages/index.ts";

/** The share of the time for references that keywords may take, and its maximum in milliseconds. */
const TIME_SHARE = 0.25;
const MOST_MS = 120_000;

/**
 * Returns the model that is asked for a question's keywords: the one that the settings name, otherwise the aggregator.
 */
export function keywordMember(
  skillModel: string,
  pool: readonly PoolMember[],
  aggregators: readonly PoolMember[],
): PoolMember | undefined {
  return memberNamed(pool, skillModel) ?? aggregators[0];
}

/** Keywords are requested before it is known whether the question is a coding question. */
type KeywordContext = Omit<CallContext, "coding">;

/**
 * Asks a model for the keywords of a question, in several replies of one request. Every failure becomes a warning.
 *
 * @returns an empty list when the model named none
 */
export async function askKeywords(
  question: Question,
  member: PoolMember | undefined,
  context: KeywordContext,
): Promise<string[]> {
  const failed = (reason: string): string[] => {
    context.emit({ type: "warning", message: `Nobody named the keywords of the question. ${reason}` });
    return [];
  };
  if (member === undefined)
    return failed("No model can be asked: add an endpoint, or name one of its models in smcs.skillModel.");
  const prepared = prepare(question, member, context);
  if ("problem" in prepared) return failed(prepared.problem);
  try {
    const { choices } = await send(prepared, member, context);
    const keywords = agreedKeywords(choices.map(({ text, failure }) => (failure === null ? text : "")));
    if (keywords.length > 0) return keywords;
    return failed(`No two replies of ${member.name} share one. Another model in smcs.skillModel may do better.`);
  } catch (error) {
    context.signal.throwIfAborted();
    return failed(`${member.name}: ${messageOf(error)}`);
  }
}

interface Prepared {
  readonly request: ChatRequest;
  readonly claim: Claim;
}

function prepare(
  question: Question,
  member: PoolMember,
  { parameters, budget, seed, emit, left }: KeywordContext,
): Prepared | { readonly problem: string } {
  const messages = keywordMessages(question);
  const fitted = fitReply(member, messages, keywordLimit(member, parameters));
  if (fitted.problem !== null) return fitted;
  const wanted = {
    messages,
    choices: KEYWORD_REPLIES,
    wantedTokens: fitted.maxOutputTokens,
    what: "keywords",
  } as const;
  const claim = budget.claim(member, wanted);
  if (claim === null) return { problem: budget.refusal(member.name) };
  if (claim.lowered !== null) emit({ type: "warning", message: claim.lowered });
  const request = {
    messages,
    choices: KEYWORD_REPLIES,
    logprobs: false,
    // The replies must differ, but may repeat each other's words.
    sampling: {
      temperature: parameters.temperature,
      presencePenalty: 0,
      maxOutputTokens: claim.maxOutputTokens,
    },
    seed: derivedSeed(seed, "keywords"),
    usefulForMs: timeOf(left()),
  };
  return { request, claim };
}

/** @throws the error of the call, or GivenUp when it took too long */
async function send({ request, claim }: Prepared, member: PoolMember, context: KeywordContext): Promise<ChatReply> {
  const { clock, wait, emit, signal } = context;
  const startedAt = clock();
  const ended = new AbortController();
  const late = new AbortController();
  const milliseconds = timeOf(context.left());
  wait(milliseconds, ended.signal).then(
    () => {
      late.abort(
        new GivenUp(
          "deadline",
          `It took longer than ${milliseconds / 1000} s; a faster model in smcs.skillModel may do better.`,
        ),
      );
    },
    () => undefined,
  );
  try {
    const reply = await paidCall(
      claim,
      (within, onSent) => member.chat.chat({ ...request, onSent }, () => undefined, within),
      context,
      AbortSignal.any([signal, late.signal]),
    );
    const { usage, costUsd } = reply;
    emit({ type: "request-end", draws: [], usage, costUsd, durationMs: clock() - startedAt });
    return reply;
  } catch (error) {
    emit({ type: "request-end", draws: [], ...settledCost(error), durationMs: clock() - startedAt });
    throw error;
  } finally {
    ended.abort();
  }
}

function timeOf(left: number | null): number {
  return left === null ? MOST_MS : Math.min(MOST_MS, left * TIME_SHARE);
}
