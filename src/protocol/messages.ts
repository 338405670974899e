import * as v from "valibot";
import type { RunEvent, RunRecord } from "./run.ts";

/** Commands that the panel may ask the host to run; nothing else can be started from it. */
export const panelCommands = [
  "smcs.addEndpoint",
  "smcs.useDemoModels",
  "smcs.newChat",
  "smcs.showLog",
  "smcs.openSettings",
] as const;

const toHostSchema = v.variant("type", [
  /** The panel is drawn; the host answers with a snapshot. */
  v.object({ type: v.literal("ready") }),
  /** Start a run. */
  v.object({ type: v.literal("ask"), text: v.pipe(v.string(), v.trim(), v.minLength(1)) }),
  /** Stop the running run. */
  v.object({ type: v.literal("stop") }),
  /** Make the candidate of this draw the reply. */
  v.object({ type: v.literal("choose"), runId: v.string(), draw: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Put the run's question into the question bank, with its reply. */
  v.object({ type: v.literal("teach"), runId: v.string() }),
  /** Put text on the clipboard. */
  v.object({ type: v.literal("copy"), text: v.string() }),
  /** Take an attached file or selection off the next question. */
  v.object({ type: v.literal("detach"), label: v.string() }),
  v.object({ type: v.literal("command"), command: v.picklist(panelCommands) }),
]);

/** What the panel sends to the host. */
export type ToHost = v.InferOutput<typeof toHostSchema>;

/** Who would answer now. */
const poolStatusSchema = v.object({
  /** `empty`: no endpoint is configured; `demo`: the simulated models; `endpoints`: the user's own. */
  mode: v.picklist(["empty", "demo", "endpoints"]),
  /** For people: "2 endpoints", "15 simulated models". */
  description: v.string(),
  /** What is wrong with the settings, with the key; null when nothing. */
  problem: v.nullable(v.string()),
});
export type PoolStatus = v.InferOutput<typeof poolStatusSchema>;

// Records and events come from our own host, which checked what it read from disk; here only their place is checked.
const runRecord = v.custom<RunRecord>((value) => typeof value === "object" && value !== null && "runId" in value);
const runEvent = v.custom<RunEvent>((value) => typeof value === "object" && value !== null && "type" in value);

const toPanelSchema = v.variant("type", [
  /** Everything the panel shows; it replaces what was there. */
  v.object({
    type: v.literal("snapshot"),
    runs: v.array(runRecord),
    status: poolStatusSchema,
    /** Labels of what goes with the next question. */
    attached: v.array(v.string()),
  }),
  /** Something happened in a run; `run-start` begins a new one. */
  v.object({ type: v.literal("event"), runId: v.string(), event: runEvent }),
  v.object({ type: v.literal("status"), status: poolStatusSchema }),
  v.object({ type: v.literal("attached"), attached: v.array(v.string()) }),
  /** Put this text into the question box and the focus there. */
  v.object({ type: v.literal("compose"), text: v.string() }),
  /** The last request of the panel failed; the message says what to do. */
  v.object({ type: v.literal("failure"), message: v.string() }),
]);

/** What the host sends to the panel. */
export type ToPanel = v.InferOutput<typeof toPanelSchema>;

/** Parses a message from the panel; null for anything that is none. */
export function parseToHost(message: unknown): ToHost | null {
  const result = v.safeParse(toHostSchema, message);
  return result.success ? result.output : null;
}

/** Parses a message from the host; null for anything that is none. */
export function parseToPanel(message: unknown): ToPanel | null {
  const result = v.safeParse(toPanelSchema, message);
  return result.success ? result.output : null;
}
