import * as v from "valibot";
import { mannerEntries, type ToHost } from "../../src/protocol/index.ts";
import { nothingWritten, type Writing } from "./state.ts";

/** The reader's place: a run at the top of the view, and how far the view is scrolled past its beginning, in pixels. */
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

/**
 * The part of the panel's state that outlives the page: VS Code removes a hidden page, and creates a new one when the
 * panel is shown again.
 */
export interface Saved extends Writing {
  /** The last run of the chat when the state was saved; null for none. */
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

/** Returns the state that was saved before the page was last closed; an empty state if it is unusable. */
export function readSaved(): Saved {
  const saved = v.safeParse(savedSchema, vscode.getState() ?? {});
  return saved.success ? saved.output : { ...nothingWritten, known: null, place: null };
}

/** Saves a part of the state. */
export function save(part: Partial<Saved>): void {
  vscode.setState({ ...readSaved(), ...part });
}
