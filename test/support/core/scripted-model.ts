import { ChatError, type ChatFailureKind } from "../../../src/core/errors.ts";
import type {
  ChatChoice,
  ChatModel,
  ChatReply,
  ChatRequest,
  PoolMember,
  ServerTraits,
} from "../../../src/core/ports.ts";

/** A scripted model's reaction to one request. */
export type Step = ChatModel["chat"];

/** Returns a finished choice; log-probabilities default to one token of PPL e^0.1. */
export function choiceOf(choice: string | Partial<ChatChoice>): ChatChoice {
  const given = typeof choice === "string" ? { text: choice } : choice;
  return { text: "", thinking: "", finish: "stop", logprobs: [-0.1], failure: null, ...given };
}

/**
 * Answers with one choice after another, and with the first again if there are too few; every request costs 1/4 dollar.
 */
export function answers(...choices: (string | Partial<ChatChoice>)[]): Step {
  return (request, onDelta) => {
    const given = Array.from({ length: request.choices }, (_, index) => choiceOf(choices[index] ?? choices[0] ?? ""));
    given.forEach(({ text, thinking }, choice) => {
      onDelta({ choice, text, thinking });
    });
    return Promise.resolve<ChatReply>({
      choices: given,
      usage: { promptTokens: 10, completionTokens: request.choices },
      costUsd: 0.25,
      servedBy: "fake/model",
    });
  };
}

/** Fails without having received anything. */
export function fails(kind: ChatFailureKind = "server"): Step {
  return () => Promise.reject(new ChatError(`It failed: ${kind}.`, { kind, model: "fake/model" }));
}

/** Sends `partial` to its first choice, then nothing more until it is aborted. */
export function hangs(partial = ""): Step {
  return (_request, onDelta, signal) => {
    if (partial !== "") onDelta({ choice: 0, text: partial, thinking: "" });
    return new Promise((_resolve, reject) => {
      const stop = (): void => {
        reject(new ChatError("It was stopped.", { kind: "aborted", model: "fake/model" }));
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    });
  };
}

/** Does a step only after `gate` has opened. */
export function after(gate: Promise<unknown>, step: Step): Step {
  return async (request, onDelta, signal) => {
    await gate;
    return step(request, onDelta, signal);
  };
}

/** Lets `count` rounds of the microtask queue pass, for replies in a chosen order without a real clock. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

/** A pool member that follows a script and records its requests. */
export interface ScriptedMember extends PoolMember {
  readonly asked: ChatRequest[];
}

/** A server in the user's own network with no other known traits. */
export const ownServer: ServerTraits = {
  name: "fake",
  prices: null,
  costPerHourUsd: null,
  contextTokens: null,
  systemBytes: 0,
  ownOutputTokens: 0,
  selfHosted: true,
  onThisMachine: false,
};

/** Returns a member of the pool, with its steps for questions and for aggregations. */
export function member(name: string, reference: Step, aggregation: Step = fails("not-found")): ScriptedMember {
  const asked: ChatRequest[] = [];
  const chat: Step = (request, onDelta, signal) => {
    asked.push(request);
    request.onSent?.();
    return (request.logprobs ? aggregation : reference)(request, onDelta, signal);
  };
  const common = { price: null, referencer: true, maxOutputTokens: null, servers: [ownServer] };
  return { name, reference: `fake/${name}`, chat: { chat }, second: { chat }, ...common, asked };
}
