import type { Completion } from "./completion.ts";
import type { Field, Token } from "./generation.ts";
import type { Chunk } from "./schedule.ts";

/** A clock would make two replies to the same request differ; the date says nothing. */
const CREATED = 1_767_225_600;

/** Returns the JSON of a completion sent whole. */
export function completionBody(completion: Completion): object {
  return {
    ...head(completion, "chat.completion"),
    choices: completion.generations.map(({ tokens, finish }, index) => ({
      index,
      message: { role: "assistant", content: "", ...textByField(tokens) },
      logprobs: logprobs(completion, tokens),
      finish_reason: finish,
    })),
    usage: usage(completion),
  };
}

/** Returns the events of one chunk: the role before a choice's first tokens, the finish reason after its last. */
export function chunkBodies(completion: Completion, { choice, tokens, first, last }: Chunk): object[] {
  const body = (delta: object, sent: readonly Token[], finish: string | null): object => ({
    ...head(completion, "chat.completion.chunk"),
    choices: [{ index: choice, delta, logprobs: logprobs(completion, sent), finish_reason: finish }],
  });
  const finish = completion.generations[choice]?.finish ?? "stop";
  return [
    ...(first ? [body({ role: "assistant", content: "" }, [], null)] : []),
    body(textByField(tokens), tokens, null),
    ...(last ? [body({}, [], finish)] : []),
  ];
}

/** Returns the last event when the client asked for the usage. */
export function usageBody(completion: Completion): object {
  return { ...head(completion, "chat.completion.chunk"), choices: [], usage: usage(completion) };
}

function head({ id, profile }: Completion, object: string): object {
  return { id, object, created: CREATED, model: profile.id, system_fingerprint: "simulated" };
}

function textByField(tokens: readonly Token[]): Partial<Record<Field, string>> {
  const texts: Partial<Record<Field, string>> = {};
  for (const { field, text } of tokens) texts[field] = (texts[field] ?? "") + text;
  return texts;
}

/** Returns the log-probabilities of the content; thinking in a field of its own has none. */
function logprobs({ logprobs: wanted }: Completion, tokens: readonly Token[]): object | null {
  const content = tokens.filter(({ field }) => field === "content");
  if (!wanted || content.length === 0) return null;
  return {
    content: content.map(({ text, logprob }) => ({
      token: text,
      logprob,
      bytes: [...new TextEncoder().encode(text)],
      top_logprobs: [],
    })),
  };
}

function usage({ generations, promptTokens }: Completion): object {
  const tokens = generations.flatMap((generation) => generation.tokens);
  const unsent = generations.reduce((sum, generation) => sum + generation.unsent, 0);
  const written = tokens.length + unsent;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: written,
    total_tokens: promptTokens + written,
    completion_tokens_details: { reasoning_tokens: tokens.filter(({ thinking }) => thinking).length + unsent },
  };
}
