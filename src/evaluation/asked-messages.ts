import type { ChatMessage } from "../core/ports.ts";
import type { PromptTemplates } from "../core/prompts/index.ts";
import { taskPrompt } from "../core/tasks/task-prompt.ts";

/** The messages that a question is asked with: its task's prompt (Fig. 8), the user's own or ours. */
export function askedMessages(question: Parameters<typeof taskPrompt>[0], templates?: PromptTemplates): ChatMessage[] {
  const { system, user } = taskPrompt(question, templates);
  return [...(system === null ? [] : [{ role: "system", content: system } as const]), { role: "user", content: user }];
}
