import type { Instructions } from "./instruction.ts";

export const combination: Instructions = {
  "combination:repeat_prompt": (reply, given) =>
    reply.trim().toLowerCase().startsWith(given.text("prompt_to_repeat").toLowerCase()),

  /** Two different replies, separated by six asterisks and nothing else. */
  "combination:two_responses": (reply) => {
    const parts = reply.split("******").map((part) => part.trim());
    if (parts.slice(1, -1).includes("")) return false;
    const [first, second, ...more] = parts.filter((part) => part !== "");
    return first !== undefined && second !== undefined && more.length === 0 && first !== second;
  },
};
