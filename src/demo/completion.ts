import { derivedSeed } from "../core/random.ts";
import type { ChatCompletionRequest } from "./chat-request.ts";
import { type Generation, generate } from "./generation.ts";
import { findKnown, type KnownQuestions } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { tokenise } from "./tokens.ts";

/** All that is sent in reply to one request, decided before the first token leaves. */
export interface Completion {
  readonly id: string;
  readonly profile: Profile;
  /** By choice index. */
  readonly generations: readonly Generation[];
  readonly promptTokens: number;
  readonly logprobs: boolean;
}

/** What replies are made of. */
interface CompletionSources {
  readonly known: KnownQuestions;
  /** Looked up where the question is none of the bank's. */
  readonly everyday: KnownQuestions;
  readonly notional: boolean;
}

/** Completes a request: streamed or whole, at once or at a human pace, it is the same completion. */
export function complete(
  profile: Profile,
  { known, everyday, notional }: CompletionSources,
  request: ChatCompletionRequest,
): Completion {
  const { messages, n, seed, logprobs, maxTokens } = request;
  const prompt = readPrompt(messages);
  const isOfBank = findKnown(known, prompt.question) !== undefined;
  return {
    // A random id would make two replies to the same request differ.
    id: `chatcmpl-demo-${derivedSeed(seed, `${profile.id}/${prompt.whole}`).toString(16)}`,
    profile,
    generations: Array.from({ length: n }, (_, choice) =>
      generate(profile, isOfBank ? known : everyday, prompt, { seed, choice }, { maxTokens, notional }),
    ),
    promptTokens: messages.reduce((sum, { content }) => sum + tokenise(content).length, 0),
    logprobs,
  };
}
