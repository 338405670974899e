import type { Question } from "../enhancement/prompts.ts";

/** What is embedded for retrieval: a follow-up alone would say too little, so the previous question goes before it. */
export function retrievalText({ text, conversation }: Question): string {
  const previous = conversation.findLast(({ role }) => role === "user");
  return previous === undefined ? text : `${previous.content}\n${text}`;
}
