import type { Instructions } from "./instruction.ts";

export const startEnd: Instructions = {
  "startend:end_checker": (reply, given) =>
    reply
      .trim()
      .replace(/^"+|(?<!")"+$/gu, "")
      .toLowerCase()
      .endsWith(given.text("end_phrase").toLowerCase()),

  "startend:quotation": (reply) => {
    const text = reply.trim();
    return text.length > 1 && text.startsWith('"') && text.endsWith('"');
  },
};
