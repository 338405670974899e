import { pictureTokens } from "./pictures.ts";
import type { ChatMessage } from "./ports.ts";

/** English text and code come to about so many bytes a token. */
export const TYPICAL_BYTES_PER_TOKEN = 4;

/**
 * With so few bytes a token, text is counted when it has to fit: a quarter less than typical, since tokenizers differ
 * and dense code makes more tokens than prose.
 */
export const FITTING_BYTES_PER_TOKEN = 3;

/** An answer with fewer output tokens than these is more likely cut off than short. */
export const LEAST_OUTPUT_TOKENS = 512;

/** What a chat template adds to a prompt, in tokens, upwards. */
const TEMPLATE_TOKENS = 64;

/** What a chat template puts around each message, in bytes, upwards. */
const MESSAGE_BYTES = 16;

/** The length of a text in UTF-8. */
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

/** The length of a prompt in UTF-8, with what stands around each message. A picture counts as text of as many tokens. */
export function promptBytes(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content, pictures = [] }) => {
    const tokens = pictures.reduce((all, picture) => all + pictureTokens(picture), 0);
    return sum + utf8Bytes(content) + tokens * TYPICAL_BYTES_PER_TOKEN + MESSAGE_BYTES;
  }, 0);
}

/** Tokens that a prompt never exceeds: no tokenizer makes more tokens than bytes, and some make one of every digit. */
export function promptTokensAtMost(bytes: number): number {
  return bytes + TEMPLATE_TOKENS;
}

/** Tokens of a prompt as far as it has to fit into a context. */
export function fittingTokens(bytes: number): number {
  return Math.ceil(bytes / FITTING_BYTES_PER_TOKEN) + TEMPLATE_TOKENS;
}

/** The most bytes of a prompt that fit into so many tokens; negative when there is no room at all. */
export function fittingBytes(tokens: number): number {
  return (tokens - TEMPLATE_TOKENS) * FITTING_BYTES_PER_TOKEN;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
