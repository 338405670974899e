import { replyOf, type RunEvent, type RunRecord, turnsOf } from "../core/record/index.ts";
import { foldLines, linesOf } from "../records/index.ts";
import { titleIn, titleOf } from "./chat-title.ts";

/** What a list shows of a chat. */
export interface ChatSummary {
  readonly id: string;
  readonly title: string;
  /** When its first and its last question were asked; ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly questions: number;
  /** The models that wrote its replies, most recent first. */
  readonly winnerModels: readonly string[];
  /** Size of its file. */
  readonly bytes: number;
}

/** A question and the reply that counts; what a search looks through. */
export interface ChatTurn {
  readonly runId: string;
  readonly question: string;
  readonly reply: string;
}

/** What the rest of the program needs to know of a chat that is not open. */
export interface ChatDigest {
  readonly summary: ChatSummary;
  readonly turns: readonly ChatTurn[];
}

/** Times of a file, for chats of versions that wrote none down. */
interface FileTimes {
  readonly birthtimeMs: number;
  readonly mtimeMs: number;
}

/** The digest of a chat's file; null when it holds no question. */
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
  // Those that were asked anew too: whoever searches may want just them.
  const turns = runs.map((run) => ({ runId: run.runId, question: run.question, reply: replyOf(run) ?? "" }));
  return { summary, turns };
}

/** When a question was asked; null for any other event, and for what is no time. */
function timeIn(event: RunEvent): string | null {
  if (event.type !== "run-start" || !("at" in event) || typeof event.at !== "string") return null;
  return Number.isNaN(Date.parse(event.at)) ? null : event.at;
}

/** Who wrote the reply that counts; null when there is none. */
function winnerModel({ choice, winner, fallback, candidates, references }: RunRecord): string | null {
  if (choice !== null) return candidates[choice]?.model ?? null;
  if (winner === null) return null;
  return (fallback === null ? candidates : references)[winner]?.model ?? null;
}
