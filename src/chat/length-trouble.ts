import type { Explanation } from "./explanation.ts";
import type { Complaint } from "./transport/complaint.ts";

/** Names for it by OpenAI, llama.cpp and OpenRouter. */
const NAMES = ["context_length_exceeded", "exceed_context_size_error", "string_too_long"];

/** In the words of vLLM, SGLang, OpenAI, OpenRouter, LM Studio and others. */
const WORDS =
  /context (length|size|window)|maximum model length|prompt is too long|exceeds? the model's max(imum)?|input tokens exceed/i;

/** llama.cpp's, of a text to embed, with the status of a failure of its own. */
const FAILURES = /too large to process|exceeds the available context size/i;

/** How the two numbers are written: what was asked for, and what there is room for. */
const ASKED = [
  /for a total of (?:at least )?(\d+)/i,
  /requested (?:about |a total of )?(\d+) tokens/i,
  /(?:request|prompt|input|messages)[^.;\d]{0,40}?\(?(?:length |has |resulted in )?(\d+) (?:input )?tokens/i,
  /\(length (\d+)\)/i,
  /too long: (\d+) tokens/i,
];
const ROOM = [
  /(?:maximum |model's )?context (?:length|size|window)(?: is| of)?(?: only)? \(?(\d+)/i,
  /maximum model length of (\d+)/i,
  /limit of (\d+) tokens/i,
  /> (\d+) maximum/i,
  /current batch size: (\d+)/i,
];

/** The explanation of a prompt, or of prompt and answer together, that exceed the model's context; null for other troubles. */
export function lengthTrouble({ status, said, names, fields }: Complaint): Explanation | null {
  const named = names.some((name) => NAMES.includes(name));
  const refused = (status === 400 || status === 413 || status === 422) && WORDS.test(said);
  if (!named && !refused && !(status === 500 && FAILURES.test(said))) return null;
  const asked = count(fields["n_prompt_tokens"]) ?? firstNumber(ASKED, said);
  const room = count(fields["n_ctx"]) ?? firstNumber(ROOM, said);
  const numbers = asked === null || room === null ? said : `${asked} tokens where ${room} have room`;
  const text = `prompt and answer are too long for the model's context: ${numbers}. Set the model's contextTokens so that prompts are cut to fit, lower smcs.maxOutputTokens, or extend the context on the server.`;
  return { kind: "too-long", text, transient: false };
}

function count(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function firstNumber(patterns: readonly RegExp[], said: string): number | null {
  const found = patterns.map((pattern) => pattern.exec(said)?.[1]).find((digits) => digits !== undefined);
  return found === undefined ? null : Number(found);
}
