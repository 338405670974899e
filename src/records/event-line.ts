import * as v from "valibot";
import type { RunEvent } from "../core/record/index.ts";

/** An event and the run it belongs to, as one line of a file holds them. */
export interface EventLine {
  readonly runId: string;
  readonly event: RunEvent;
}

/** The fields of every line, in all versions. */
const lineSchema = v.looseObject({ runId: v.string(), type: v.string() });

/** Returns one JSON object and a newline. */
export function encodeEvent({ runId, event }: EventLine): string {
  return `${JSON.stringify({ ...event, runId })}\n`;
}

/**
 * Returns the value that was given to `encodeEvent`; null for an invalid line, such as a torn one or one of another
 * kind. Events that only a later version knows are returned unchanged.
 */
export function decodeEvent(line: string): EventLine | null {
  try {
    const { runId, ...rest } = v.parse(lineSchema, JSON.parse(line));
    const event = rest.type === "run-start" ? { ...rest, runId } : rest;
    return { runId, event: event as unknown as RunEvent };
  } catch {
    return null;
  }
}
