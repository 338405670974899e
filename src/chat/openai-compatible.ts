import { ChatError, messageOf } from "../core/errors.ts";
import type { ChatChoice, ChatDelta, ChatModel, ChatPause, ChatReply, ChatRequest, Usage } from "../core/ports.ts";
import type { EndpointModel } from "../core/endpoints/index.ts";
import { type ChatTarget, referenceOf } from "../servers/index.ts";
import { type Abilities, assumedAbilities, type Turns, type Waiting } from "../queue/index.ts";
import { isRefusal, type StreamedReply, streamedRequest } from "../requests/index.ts";

/** One call, with the data that all its requests share. */
interface Call extends Omit<Waiting, "begun"> {
  readonly request: ChatRequest;
  readonly onDelta: (delta: ChatDelta) => void;
}

/**
 * Returns a model on any server that speaks OpenAI's chat completions. Several choices take one request if the server
 * honours `n` (the choices are counted), single requests otherwise. Requests ask for log-probabilities until the server
 * refuses them.
 *
 * @param turns sends the requests; may wait and retry
 * @param abilities the known abilities of the server; new findings are added
 * @param clock the one that `turns` waits on
 */
export function openAiCompatible(
  target: ChatTarget,
  turns: Turns,
  abilities: Abilities = assumedAbilities(target),
  clock: () => number = () => performance.now(),
): ChatModel {
  async function chat(
    request: ChatRequest,
    onDelta: Call["onDelta"],
    signal: AbortSignal,
    onPause: (pause: ChatPause) => void = () => undefined,
  ): Promise<ChatReply> {
    const until = request.usefulForMs === null ? null : clock() + request.usefulForMs;
    const { choices, hasStandIn = false } = request;
    const call = { request, onDelta, signal, until, hasStandIn, onPause: withoutRepeats(onPause) };
    const severally = choices > 1 && choices < abilities.choicesBelow;
    const together = severally ? await allTogether(call) : null;
    const placed = new Map(together?.indices.map((index, at) => [index, together.choices[at]]));
    const got = placed.size;
    const indices = Array.from({ length: choices }, (_, index) => index);
    const missing = indices.filter((index) => !placed.has(index));
    const single = await Promise.allSettled(missing.map((index) => oneChoice(call, index)));
    missing.forEach((index, at) => placed.set(index, choiceOf(single[at])));
    const singleReplies = single.map((one) => (one.status === "fulfilled" ? one.value : null));
    const replies = together === null ? singleReplies : [together, ...singleReplies];
    if (replies.every((reply) => reply === null)) throw firstFailure(single);
    // A single request was answered, so the server refused or ignored the number of choices.
    if (severally && got < choices) {
      const tooMany = together === null ? choices : Math.max(2, got + 1);
      abilities.choicesBelow = Math.min(abilities.choicesBelow, tooMany);
    }
    const usage = sumUsage(replies);
    return {
      choices: indices.map((index) => placed.get(index) ?? NO_CHOICE),
      usage,
      costUsd: costOf(target.model, replies, usage),
      servedBy: referenceOf(target),
    };
  }

  /** Sends one request for all choices. Returns null when the server refuses the number of choices. */
  async function allTogether(call: Call): Promise<StreamedReply | null> {
    try {
      return await send(call);
    } catch (error) {
      if (!isRefusal(target, error)) throw error;
      return null;
    }
  }

  function oneChoice(call: Call, index: number): Promise<StreamedReply> {
    const onDelta = (delta: ChatDelta): void => {
      call.onDelta({ ...delta, choice: index });
    };
    // With the same seed, a server would repeat the same choice.
    return send({ ...call, onDelta, request: { ...call.request, choices: 1, seed: call.request.seed + index } });
  }

  /** Sends one request. If the server refuses log-probabilities, repeats the request without them and records that. */
  async function send(call: Call): Promise<StreamedReply> {
    const { request, signal, until, hasStandIn, onPause } = call;
    const logprobs = request.logprobs && abilities.logprobs;
    const attempt = (asked: ChatRequest): Promise<StreamedReply> => {
      const waiting: Waiting = { signal, until, hasStandIn, onPause, begun: false };
      const onDelta = (delta: ChatDelta): void => {
        waiting.begun = true;
        call.onDelta(delta);
      };
      return turns(() => {
        asked.onSent?.();
        return streamedRequest(target, asked, onDelta, signal);
      }, waiting);
    };
    try {
      return await attempt({ ...request, logprobs });
    } catch (error) {
      if (!logprobs || !isRefusal(target, error)) throw error;
      const reply = await attempt({ ...request, logprobs: false });
      abilities.logprobs = false;
      return reply;
    }
  }

  return { chat };
}

/** Returns a callback that reports repeated pauses once: several requests of one call wait for the same event. */
function withoutRepeats(onPause: (pause: ChatPause) => void): (pause: ChatPause) => void {
  let told = "";
  return (pause) => {
    if (pause.reason === told) return;
    told = pause.reason;
    onPause(pause);
  };
}

const NO_CHOICE: ChatChoice = {
  text: "",
  thinking: "",
  finish: "other",
  logprobs: null,
  failure: "The server sent no choice.",
};

/** Returns the choice of a single request, or the failure with the text so far. */
function choiceOf(result: PromiseSettledResult<StreamedReply> | undefined): ChatChoice {
  if (result?.status !== "rejected") return result?.value.choices[0] ?? NO_CHOICE;
  const reason: unknown = result.reason;
  const text = reason instanceof ChatError ? (reason.details.partialTexts?.[0] ?? "") : "";
  return { ...NO_CHOICE, text, failure: messageOf(reason) };
}

function firstFailure(results: readonly PromiseSettledResult<unknown>[]): unknown {
  return results.find((result) => result.status === "rejected")?.reason;
}

/** Returns the sum of the tokens of several requests; null when one is unknown. */
function sumUsage(replies: readonly (StreamedReply | null)[]): Usage | null {
  return replies.reduce<Usage | null>(
    (sum, reply) =>
      sum === null || reply?.usage == null
        ? null
        : {
            promptTokens: sum.promptTokens + reply.usage.promptTokens,
            completionTokens: sum.completionTokens + reply.usage.completionTokens,
          },
    { promptTokens: 0, completionTokens: 0 },
  );
}

/** Returns the cost in US dollars: what the server charged, else tokens times price; null when unknown. */
function costOf(
  { promptUsdPerMTok, completionUsdPerMTok }: EndpointModel,
  replies: readonly (StreamedReply | null)[],
  usage: Usage | null,
): number | null {
  const charged = replies.map((reply) => reply?.chargedUsd ?? null);
  if (charged.every((usd) => usd !== null)) return charged.reduce((sum, usd) => sum + usd, 0);
  if (usage === null || promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) return null;
  return (usage.promptTokens * promptUsdPerMTok + usage.completionTokens * completionUsdPerMTok) / 1e6;
}
