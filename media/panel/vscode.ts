import * as v from "valibot";
import { mannerEntries, type ToHost } from "../../src/protocol/index.ts";
import { nothingWritten, type Writing } from "./state.ts";

/** Where the reader was: a run at the top of the view, and how far it was scrolled past, in pixels. */
const placeSchema = v.object({ runId: v.string(), past: v.number() });
export type ReadingPlace = v.InferOutput<typeof placeSchema>;

const savedSchema = v.object({
  draft: v.optional(v.string(), ""),
  manner: v.optional(v.object(mannerEntries), {}),
  edited: v.nullish(v.object({ runId: v.string(), text: v.string() }), null),
  unsent: v.optional(v.array(v.string()), []),
  known: v.nullish(v.string(), null),
  place: v.nullish(placeSchema, null),
});

/** What of the panel outlives it: VS Code removes a hidden page, and puts up a new one when it is shown again. */
export interface Saved extends Writing {
  /** The last run of the chat when it was saved; null when there was none. */
  readonly known: string | null;
  /** Null at the end of the conversation. */
  readonly place: ReadingPlace | null;
}

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: Saved): void;
};

const vscode = acquireVsCodeApi();

/** Sends a message to the host. */
export function post(message: ToHost): void {
  vscode.postMessage(message);
}

/** What was saved before the page was last closed; nothing when that cannot be used. */
export function readSaved(): Saved {
  const saved = v.safeParse(savedSchema, vscode.getState() ?? {});
  return saved.success ? saved.output : { ...nothingWritten, known: null, place: null };
}

/** Keeps a part of it. */
export function save(part: Partial<Saved>): void {
  vscode.setState({ ...readSaved(), ...part });
}
