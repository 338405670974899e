import type { EventOf, RunEvent } from "../core/record/index.ts";
import type { EventLine } from "./event-line.ts";

/**
 * Joins the pieces of text that belong to the same reply, as long as there are only pieces between them. Pieces of
 * different replies may change places, because the record stays the same to the last byte.
 */
export function joinDeltas(lines: readonly EventLine[]): EventLine[] {
  const joined: EventLine[] = [];
  const placeOf = new Map<string, number>();
  for (const line of lines) {
    const reply = replyOf(line);
    const place = reply === null ? undefined : placeOf.get(reply);
    if (place !== undefined) {
      joined[place] = together(joined[place] as EventLine, line);
      continue;
    }
    if (reply === null) placeOf.clear();
    else placeOf.set(reply, joined.length);
    joined.push(line);
  }
  return joined;
}

type Delta = EventOf<"reference-delta"> | EventOf<"candidate-delta">;

/** Returns whether an event is a piece of a reply's text; the event that ends the reply has the whole text again. */
export function isPiece(event: RunEvent): event is Delta {
  return event.type === "reference-delta" || event.type === "candidate-delta";
}

/** Returns a key for the reply that a piece of text belongs to: all its other fields. Null for any other event. */
function replyOf({ runId, event }: EventLine): string | null {
  if (!isPiece(event)) return null;
  const { text: _text, thinking: _thinking, ...reply } = event;
  return JSON.stringify({ runId, ...reply });
}

function together({ runId, event: first }: EventLine, { event: second }: EventLine): EventLine {
  const [a, b] = [first, second] as [Delta, Delta];
  return { runId, event: { ...a, text: a.text + b.text, thinking: a.thinking + b.thinking } };
}
