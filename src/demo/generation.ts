import { drawLogprob, drawMeanLogprob } from "./logprobs.ts";
import { type KnownQuestions, findKnown } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";
import type { Prompt } from "./prompt.ts";
import { type Draw, type SimulatedReply, drawStream, simulatedReply } from "./reply.ts";
import { tokenise } from "./tokens.ts";
import { unsentThinking } from "./notional.ts";

/** The message field that a token belongs to. */
export type Field = "content" | "reasoning" | "reasoning_content";

/** One generated token. */
export interface Token {
  readonly text: string;
  readonly field: Field;
  readonly thinking: boolean;
  readonly logprob: number;
}

/** One choice in the form that the server sends. */
export interface Generation {
  readonly tokens: readonly Token[];
  /** How many thinking tokens are counted but not sent, after the ones that are sent. */
  readonly unsent: number;
  readonly finish: "stop" | "length";
}

/** How a choice is generated. */
interface GenerationOptions extends Draw {
  /** Output limit in tokens, including thinking. */
  readonly maxTokens: number;
  /** Whether to count as much thinking as a real model would have needed. */
  readonly notional: boolean;
}

/** Generates one choice. */
export function generate(
  profile: Profile,
  known: KnownQuestions,
  prompt: Prompt,
  { maxTokens, notional, ...draw }: GenerationOptions,
): Generation {
  const reply = simulatedReply(profile, known, prompt, draw);
  const random = drawStream("logprobs", profile, prompt, draw);
  const mean = drawMeanLogprob(profile.meanLogprob, reply.wrong, random);
  const tokens = sections(profile, reply).flatMap(({ text, field, thinking }) =>
    tokenise(text).map((token) => ({
      text: token,
      field,
      thinking,
      logprob: drawLogprob(mean, random),
    })),
  );
  const question = notional ? findKnown(known, prompt.question) : undefined;
  const thinks =
    question === undefined ? 0 : unsentThinking(profile, question, drawStream("thinking", profile, prompt, draw));
  const thoughts = tokens.filter(({ thinking }) => thinking).slice(0, maxTokens);
  const unsent = Math.min(thinks, maxTokens - thoughts.length);
  const sent = tokens.slice(0, maxTokens - unsent);
  return { tokens: sent, unsent, finish: tokens.length + thinks > maxTokens ? "length" : "stop" };
}

function sections(
  { thinking: form }: Profile,
  { thinking, text }: SimulatedReply,
): { text: string; field: Field; thinking: boolean }[] {
  const answer = { text, field: "content", thinking: false } as const;
  if (form === null) return [answer];
  if (form !== "inline") return [{ text: thinking, field: form, thinking: true }, answer];
  return [{ text: `<think>\n${thinking}\n</think>\n\n`, field: "content", thinking: true }, answer];
}
