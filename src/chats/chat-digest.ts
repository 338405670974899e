import { replyOf, type RunEvent, type RunRecord } from "../core/record/index.ts";
import { turnsOf } from "../core/conversation/index.ts";
import { foldLines, linesOf } from "../records/index.ts";
import { titleIn, titleOf } from "./chat-title.ts";

/** The facts about a chat that a list shows. */
export interface ChatSummary {
  readonly id: string;
  readonly title: string;
  /** Times of the first and the last question; ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly questions: number;
  /** The models that wrote its replies, most recent first. */
  readonly winnerModels: readonly string[];
  /** Size of its file. */
  readonly bytes: number;
}

/** A question and its current reply, for searching. */
export interface ChatTurn {
  readonly runId: string;
  readonly question: string;
  readonly reply: string;
}

/** The facts about a chat that is not open. */
export interface ChatDigest {
  readonly summary: ChatSummary;
  readonly turns: readonly ChatTurn[];
}

/** Times of a file, for chats of versions that recorded no times. */
interface FileTimes {
  readonly birthtimeMs: number;
  readonly mtimeMs: number;
}

/** Returns the digest of a chat's file; null when it contains no question. */
export function digestOf(id: string, bytes: Buffer, times: FileTimes): ChatDigest | null {
  let given = "";
  const asked = new Map<string, string>();
  const runs = foldLines(linesOf(bytes), (line) => {
    given = titleIn(line) ?? given;
    const at = timeIn(line.event);
    if (at !== null) asked.set(line.runId, at);
  });
  const counting = turnsOf(runs).map(({ run }) => run);
  const [first, last] = [counting[0], runs.at(-1)];
  if (first === undefined || last === undefined) return null;
  const created = new Date(times.birthtimeMs || times.mtimeMs).toISOString();
  const summary: ChatSummary = {
    id,
    title: given || titleOf(first.question) || "Untitled",
    createdAt: asked.get(runs[0]?.runId ?? "") ?? created,
    changedAt: asked.get(last.runId) ?? new Date(times.mtimeMs).toISOString(),
    questions: counting.length,
    winnerModels: [...new Set(counting.map(winnerModel).reverse())].filter((model) => model !== null),
    bytes: bytes.length,
  };
  // Includes questions that were asked again, because a search may want just those.
  const turns = runs.map((run) => ({ runId: run.runId, question: run.question, reply: replyOf(run) ?? "" }));
  return { summary, turns };
}

/** Returns when a question was asked; null for any other event, and for an invalid time. */
function timeIn(event: RunEvent): string | null {
  if (event.type !== "run-start" || !("at" in event) || typeof event.at !== "string") return null;
  return Number.isNaN(Date.parse(event.at)) ? null : event.at;
}

/** Returns the model that wrote the current reply; null when there is none. */
function winnerModel({ choice, winner, fallback, candidates, references }: RunRecord): string | null {
  if (choice !== null) return candidates[choice]?.model ?? null;
  if (winner === null) return null;
  return (fallback === null ? candidates : references)[winner]?.model ?? null;
}
