import type { Question } from "../core/question.ts";
import type { RunEvent, RunRecord } from "../core/record/index.ts";

/** Returns a run as the panel needs it. */
export function forPanel(run: RunRecord): RunRecord {
  return { ...run, asked: asShown(run.asked) };
}

/** Returns an event as the panel needs it. */
export function eventForPanel(event: RunEvent): RunEvent {
  return event.type === "run-start" ? { ...event, question: asShown(event.question) } : event;
}

/**
 * Returns a question without the earlier conversation, which the panel already has and which would grow with the square
 * of a chat, and without the texts of attachments: the panel shows only their labels.
 */
function asShown({ text, context }: Question): Question {
  return { text, context: context.map(({ label }) => ({ label, text: "" })), conversation: [] };
}
