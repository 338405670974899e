import { type PlannedMember, fingerprintOf } from "./planned-member.ts";
import type { EvaluationRun, Pair } from "./run.ts";
import { Slots } from "../pacing/index.ts";
import { RequestAbort } from "../../limits/index.ts";
import { spentOnFailure } from "../../core/calls/index.ts";
import { ChatError } from "../../core/errors.ts";
import { timedReply } from "./timed-replies.ts";
import type { ChatChoice, ChatReply } from "../../core/ports.ts";
import { pairRequest } from "./pair-request.ts";
import { worstOf } from "./price.ts";
import type { ReplyRecord } from "../kept/index.ts";

/** Asks the members of one endpoint, question by question, with as many concurrent requests as the endpoint takes. */
export async function askEndpoint(members: readonly PlannedMember[], run: EvaluationRun): Promise<void> {
  const { plan, signal, pause, budget, tally, failing } = run;
  const slots = new Slots(slotsFor(members[0]?.member.servers[0]?.concurrency ?? 1));
  for (const question of plan.questions) {
    for (const member of members) {
      if (plan.standing(question, member) !== "ask") continue;
      await slots.take();
      if (pause.paused) {
        await pause.whenRunning(signal);
        tally.resumed();
      }
      const worst = budget.limited ? (plan.price(question, member)?.high ?? Infinity) : 0;
      if (!signal.aborted && failing.whyOut(member) === null) {
        if (await budget.reserve(worst)) {
          void askPair({ question, member }, worst, run)
            .catch(run.fail)
            .finally(() => {
              slots.release();
            });
          continue;
        }
        failing.leaveOut(member, `${member.name} was not asked further: its next request could pass the budget.`);
      }
      slots.release();
      tally.skipped(member.name);
      if (signal.aborted) break;
    }
    if (signal.aborted) break;
  }
  await slots.allFree();
}

/**
 * Returns how many requests are started at a time: more than the endpoint takes at once, so that it never waits for our
 * disk.
 */
function slotsFor(concurrency: number): number {
  return concurrency + Math.max(4, Math.ceil(concurrency / 2));
}

/**
 * Asks one pair, keeps the reply and has it checked. Failures are counted, or end the run.
 *
 * @param worst amount reserved for the request, in US dollars
 */
async function askPair(pair: Pair, worst: number, run: EvaluationRun): Promise<void> {
  const { means, tally, failing, checks, signal } = run;
  const { member } = pair;
  try {
    const { reply, times } = await send(pair, worst, run);
    tally.paid(reply.costUsd);
    const record = { ...recordOf(pair, reply, means.now()), ...(times !== undefined && { times }) };
    failing.answered(member);
    await member.log.append(record);
    tally.answered();
    // Keywords are shorter than answers.
    if (member.column >= 0) run.timed.add(member.member.name, record);
    checks.add(pair);
  } catch (error) {
    if (!(error instanceof ChatError)) run.fail(error);
    if (signal.aborted) {
      tally.brokenOff();
    } else {
      tally.unanswered(member.name);
      failing.failed(member, error);
    }
  }
}

/**
 * Sends the request, and reports its cost to the budget.
 *
 * @throws ChatError when no reply came
 */
async function send(
  pair: Pair,
  worst: number,
  { plan, means, budget, tally, signal }: EvaluationRun,
): ReturnType<typeof timedReply> {
  const { member } = pair;
  const own = new RequestAbort(signal);
  let spent = worst;
  try {
    tally.sent();
    const request = await pairRequest(pair, plan);
    const timed = await timedReply(request, means.clock, (asked, onDelta) => {
      return member.member.chat.chat(asked, onDelta, own.signal);
    });
    const { reply } = timed;
    if (reply.costUsd !== null) spent = chargedBefore(pair, reply.servedBy) + reply.costUsd;
    return timed;
  } catch (error) {
    // With several servers, only one of their failures is reported.
    if (member.servers.length === 1) spent = spentOnFailure(error).costUsd ?? worst;
    throw error;
  } finally {
    own.release();
    budget.settle(worst, spent);
  }
}

/** Returns how much the servers that failed before another stood in may have charged, in US dollars. */
function chargedBefore({ question, member: { servers, purpose } }: Pair, servedBy: string): number {
  const { bytes } = purpose.prompt(question);
  const answered = servers.findIndex(({ reference }) => reference === servedBy);
  return servers
    .slice(0, Math.max(0, answered))
    .reduce((sum, { tariff }) => sum + (tariff === null ? 0 : worstOf(tariff, bytes)), 0);
}

/** @throws ChatError when the reply cannot be used */
function recordOf({ question, member }: Pair, reply: ChatReply, at: string): ReplyRecord {
  const { text, thinking, finish } = usable(reply);
  const { usage, costUsd, servedBy } = reply;
  const refusal = member.purpose.refusal(text);
  if (refusal !== null) throw new ChatError(`${servedBy}: ${refusal}`, { kind: "server", model: servedBy });
  const fingerprint = fingerprintOf(question, member, servedBy);
  const thought = thinking === "" ? {} : { thinking };
  return {
    kind: "reply",
    questionId: question.id,
    fingerprint,
    text,
    ...thought,
    finish,
    usage,
    costUsd,
    servedBy,
    at,
  };
}

/** Returns the choice if the model itself or the output limit ended it. Any other end is a failure of the server. */
function usable({ choices, servedBy }: ChatReply): ChatChoice & { readonly finish: "stop" | "length" } {
  const [choice] = choices;
  const refused = choice === undefined ? "The server sent no choice." : choice.failure;
  if (choice === undefined || refused !== null) {
    throw new ChatError(refused ?? "The server sent no choice.", { kind: "server", model: servedBy });
  }
  const { finish } = choice;
  if (finish === "other") {
    throw new ChatError(`${servedBy}: the server ended the reply, not the model. Its log may say why.`, {
      kind: "server",
      model: servedBy,
    });
  }
  return { ...choice, finish };
}
