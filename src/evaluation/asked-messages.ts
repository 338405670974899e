import type { ChatMessage } from "../core/ports.ts";
import { taskPrompt } from "../core/tasks/task-prompt.ts";

/** The messages that a question is asked with: its task's prompt (Fig. 8). */
export function askedMessages(question: Parameters<typeof taskPrompt>[0]): ChatMessage[] {
  const { system, user } = taskPrompt(question);
  return [...(system === null ? [] : [{ role: "system", content: system } as const]), { role: "user", content: user }];
}
