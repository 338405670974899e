import type { Instructions } from "./instruction.ts";

/** A text whose language cannot be told, too short a one for example, counts as following. */
export const language: Instructions = {
  "language:response_language": (reply, given, languageOf) => {
    const found = languageOf(reply);
    return found === null || found === given.text("language");
  },
};
