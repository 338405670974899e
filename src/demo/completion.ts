import { derivedSeed } from "../core/random.ts";
import type { ChatCompletionRequest } from "./chat-request.ts";
import { type Generation, generate } from "./generation.ts";
import type { DemoQuestions } from "./demo-questions.ts";
import type { Profile } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { tokenise } from "./tokens.ts";

/** The whole reply to one request, decided before the first token is sent. */
export interface Completion {
  readonly id: string;
  readonly profile: Profile;
  /** By choice index. */
  readonly generations: readonly Generation[];
  readonly promptTokens: number;
  readonly logprobs: boolean;
  /** Whether a stream ends with the usage. */
  readonly includeUsage: boolean;
}

/** What replies are made from. */
interface CompletionSources {
  readonly questions: DemoQuestions;
  readonly notional: boolean;
}

/** Completes a request. The completion is the same whether it is streamed or whole, instant or at a human pace. */
export async function complete(
  profile: Profile,
  { questions, notional }: CompletionSources,
  request: ChatCompletionRequest,
): Promise<Completion> {
  const { messages, n, seed, logprobs, includeUsage, maxTokens } = request;
  const prompt = readPrompt(messages);
  const { known, similar } = (await questions.match(prompt.question)) ?? { known: [], similar: null };
  return {
    // A random id would make two replies to the same request differ.
    id: `chatcmpl-demo-${derivedSeed(seed, `${profile.id}/${prompt.whole}`).toString(16)}`,
    profile,
    generations: Array.from({ length: n }, (_, choice) =>
      generate(profile, known, similar === null ? prompt : { ...prompt, similar }, {
        seed,
        choice,
        maxTokens,
        notional,
      }),
    ),
    promptTokens: messages.reduce((sum, { content }) => sum + tokenise(content).length, 0),
    logprobs,
    includeUsage,
  };
}
