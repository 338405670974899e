import { lastBoxed } from "../../reading/index.ts";

/**
 * Returns which response an aggregator names as the most consistent one. The last line in the requested form counts;
 * without one, a box, the only response that is mentioned, or a reply that is only a number.
 *
 * @param responses number of responses
 * @returns an index from 0; null when no single response is named
 */
export function namedResponse(reply: string, responses: number): number | null {
  const number =
    last(
      reply,
      /most consistent(?: response)?(?: is)?[^\p{L}\p{N}\n]{0,10}(?:response|number|no\.)?[^\p{L}\p{N}\n]{0,6}(\d+)\b/giu,
    ) ??
    /^\D*(\d+)\D*$/u.exec(lastBoxed(reply) ?? "")?.[1] ??
    onlyMentioned(reply) ??
    /^[^\p{L}\p{N}]*(\d+)[^\p{L}\p{N}]*$/u.exec(reply)?.[1];
  const index = Number(number) - 1;
  return number !== undefined && index >= 0 && index < responses ? index : null;
}

function last(reply: string, pattern: RegExp): string | undefined {
  return Array.from(reply.matchAll(pattern), ([, number]) => number).at(-1);
}

function onlyMentioned(reply: string): string | undefined {
  const mentioned = new Set(Array.from(reply.matchAll(/\bresponse\W{0,4}(\d+)\b/giu), ([, number]) => number));
  return mentioned.size === 1 ? [...mentioned][0] : undefined;
}
