import { pictureTokens } from "./pictures.ts";
import type { ChatMessage } from "./ports.ts";

/** Typical bytes per token of English text and code. */
export const TYPICAL_BYTES_PER_TOKEN = 4;

/**
 * Bytes per token when a text has to fit: a quarter fewer than typical, because tokenizers differ and dense code makes
 * more tokens than prose.
 */
export const FITTING_BYTES_PER_TOKEN = 3;

/** Minimum output tokens: an answer limited to fewer is more likely cut off than short. */
export const LEAST_OUTPUT_TOKENS = 512;

/** Upper estimate of the tokens that a chat template adds to a prompt. */
const TEMPLATE_TOKENS = 64;

/** Upper estimate of the bytes that a chat template puts around each message. */
const MESSAGE_BYTES = 16;

/** Returns the length of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

/**
 * Returns the length of a prompt in UTF-8, with the template's text around each message. A picture counts as text with
 * the same number of tokens.
 */
export function promptBytes(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content, pictures = [] }) => {
    const tokens = pictures.reduce((all, picture) => all + pictureTokens(picture), 0);
    return sum + utf8Bytes(content) + tokens * TYPICAL_BYTES_PER_TOKEN + MESSAGE_BYTES;
  }, 0);
}

/**
 * Returns the number of tokens that a prompt never exceeds: no tokenizer makes more tokens than bytes, and some make
 * one of every digit.
 */
export function promptTokensAtMost(bytes: number): number {
  return bytes + TEMPLATE_TOKENS;
}

/** Returns the tokens of a prompt that has to fit into a context. */
export function fittingTokens(bytes: number): number {
  return Math.ceil(bytes / FITTING_BYTES_PER_TOKEN) + TEMPLATE_TOKENS;
}

/** Returns the most bytes of a prompt that fit into this many tokens; negative when there is no room at all. */
export function fittingBytes(tokens: number): number {
  return (tokens - TEMPLATE_TOKENS) * FITTING_BYTES_PER_TOKEN;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
