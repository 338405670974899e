import type { Instructions } from "./instruction.ts";

export const punctuation: Instructions = {
  "punctuation:no_comma": (reply) => !reply.includes(","),
};
