import * as v from "valibot";
import { presetNames } from "../core/parameters.ts";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { systemNames } from "../core/system-names.ts";
import { mannerEntries } from "./manner.ts";
import { bankQuestionSchema, previewSchema } from "./preview.ts";
import { isWebLink } from "./web-link.ts";

/** Commands that the panel may ask the host to run; the panel can start nothing else. */
const panelCommands = [
  "smcs.addEndpoint",
  "smcs.addEditorModels",
  "smcs.importEndpoints",
  "smcs.changeAddress",
  "smcs.setApiKey",
  "smcs.useDemoModels",
  "smcs.newChat",
  "smcs.history",
  "smcs.showActions",
  "smcs.chooseWay",
  "smcs.showLog",
  "smcs.openSettings",
] as const;

/** Tasks about code that need no text from the user. */
export const codeTasks = ["explain", "fix", "tests", "document", "review", "refactor"] as const;
export type CodeTask = (typeof codeTasks)[number];

/** Kinds of attachments. */
const attachedKinds = ["selection", "file", "problems", "terminal", "changes", "folder", "editors", "search"] as const;
export type AttachedKind = (typeof attachedKinds)[number] | "picture";

/** What the panel can ask the host to attach: one of these kinds, or the user's choice. */
const contextKinds = [...attachedKinds, "files", "symbol"] as const;
export type ContextKind = (typeof contextKinds)[number];

/** Maxima of what a user can send at once. */
export const limits = {
  /** Pictures of one question. */
  pictures: 4,
  /** Length of a picture's longer side, in pixels: servers themselves shrink larger pictures. */
  pixels: 1568,
  /** Size of a picture's file, in bytes. */
  pictureBytes: 2 * 1024 * 1024,
  /** Files that are dropped at once. */
  dropped: 200,
  /** Questions that wait in a chat. */
  queued: 5,
  /** Length of the examples that a reader gives at once, in characters. */
  ownExamples: 10_000,
} as const;

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.pixels));
const base64 = (most: number) => v.pipe(v.string(), v.minLength(4), v.maxLength(most), v.base64());

/** A picture as the panel sends it, already shrunk. */
const pictureEntries = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  mediaType: v.picklist(["image/png", "image/jpeg"]),
  data: base64(4 * Math.ceil(limits.pictureBytes / 3)),
  width: side,
  height: side,
  /** A thumbnail for the chip, as a JPEG file. */
  thumbnail: base64(20_000),
};
const sentPictureSchema = v.object(pictureEntries);
export type SentPicture = v.InferOutput<typeof sentPictureSchema>;

/** What can be done with a block of code besides copying it. */
const codeActions = ["insert", "apply", "new-file"] as const;
export type CodeAction = (typeof codeActions)[number];

const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Index of a draw among the run's subsets. */
const drawSchema = indexSchema;
/** Identifies a model's answer, and which one if the model answers several times. */
const referenceEntries = { model: v.string(), sample: v.exactOptional(indexSchema) };

/** Identifies a reply: the candidate of a draw, or a reference. */
const replyPlaceSchema = v.union([v.strictObject({ draw: drawSchema }), v.strictObject(referenceEntries)]);

/** What can be done with the answer of a run as Markdown. */
const answerUses = ["copy", "open"] as const;
export type AnswerUse = (typeof answerUses)[number];

const toHostSchema = v.variant("type", [
  /** The panel is drawn; the host answers with a snapshot. */
  v.object({ type: v.literal("ready") }),
  /** Start a run; `replaces` names a run that it replaces together with all later ones. */
  v.object({
    type: v.literal("ask"),
    text: v.pipe(v.string(), v.trim(), v.minLength(1)),
    ...mannerEntries,
    replaces: v.exactOptional(v.string()),
  }),
  /** Find out what asking a question would do. */
  v.object({
    type: v.literal("preview"),
    text: v.pipe(v.string(), v.trim(), v.minLength(1)),
    ...mannerEntries,
  }),
  /** Close the preview and ask its question, or not. */
  v.object({ type: v.literal("end-preview"), ask: v.boolean() }),
  /** Look up questions of the bank. */
  v.object({
    type: v.literal("look-up"),
    ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(10_000)),
  }),
  /** Repeat references of an ended run. */
  v.object({
    type: v.literal("retry"),
    runId: v.string(),
    references: v.pipe(v.array(v.object(referenceEntries)), v.minLength(1), v.maxLength(1000)),
  }),
  /** Continue a stopped run: merge the answers so far. */
  v.object({ type: v.literal("merge"), runId: v.string() }),
  /** Have the answer of an ended run corrected, whose code fails examples of the question. */
  v.object({ type: v.literal("repair"), runId: v.string() }),
  /** Use a model's own answer as the reply of a stopped run that has none. */
  v.object({ type: v.literal("use-reference"), runId: v.string(), ...referenceEntries }),
  /** Remove a question from the queue: back into the question box, or dropped. */
  v.object({ type: v.literal("unqueue"), id: v.string(), back: v.boolean() }),
  /** Stop the run. Queued questions go back to the question box. */
  v.object({ type: v.literal("stop") }),
  /** Use the candidate of this draw as the reply. */
  v.object({ type: v.literal("choose"), runId: v.string(), draw: drawSchema }),
  /** Keep the user's rating of a reply; null removes it. */
  v.object({
    type: v.literal("rate"),
    runId: v.string(),
    of: replyPlaceSchema,
    rating: v.nullable(v.picklist(["good", "bad"])),
  }),
  /** Copy the run's answer with its question as Markdown, or open that in a new editor. */
  v.object({ type: v.literal("answer-markdown"), runId: v.string(), use: v.picklist(answerUses) }),
  /** Add the run's question and its reply to the question bank. */
  v.object({ type: v.literal("teach"), runId: v.string() }),
  /** Run the answers of an ended run on examples of the reader's own. */
  v.object({
    type: v.literal("check-own"),
    runId: v.string(),
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.ownExamples)),
  }),
  /** Put text on the clipboard. */
  v.object({ type: v.literal("copy"), text: v.string() }),
  /** Put a block of code where the user wants it; `info` is the text after its opening fence. No code is run. */
  v.object({ type: v.literal("code"), action: v.picklist(codeActions), code: v.string(), info: v.string() }),
  /** Show the code of the candidates of two draws in a diff editor. */
  v.object({ type: v.literal("compare-code"), runId: v.string(), draws: v.strictTuple([drawSchema, drawSchema]) }),
  /** Open a link of a reply in the browser; the user clicked on it. */
  v.object({ type: v.literal("open"), url: v.pipe(v.string(), v.check(isWebLink)) }),
  /** Attach something to the next question; without a kind the host asks what. */
  v.object({ type: v.literal("add-context"), kind: v.optional(v.picklist(contextKinds)) }),
  /** Attach the code that a task is about, unless something is attached already. */
  v.object({ type: v.literal("begin-task"), task: v.picklist(codeTasks) }),
  /** Attach files that were dropped on the panel. */
  v.object({
    type: v.literal("attach"),
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.minLength(1), v.maxLength(limits.dropped)),
  }),
  /** Attach a picture that was pasted or dropped. */
  v.object({ type: v.literal("attach-picture"), ...pictureEntries }),
  /** Remove an attachment from the next question. */
  v.object({ type: v.literal("detach"), id: v.string() }),
  /** Show an attachment in an editor. */
  v.object({ type: v.literal("reveal"), id: v.string() }),
  /** Run a command, for the named endpoint if there is one. */
  v.object({
    type: v.literal("command"),
    command: v.picklist(panelCommands),
    endpoint: v.exactOptional(v.pipe(v.string(), v.maxLength(1000))),
  }),
]);

/** What the panel sends to the host. */
export type ToHost = v.InferOutput<typeof toHostSchema>;

/** The models that would answer now. */
const poolStatusSchema = v.object({
  /** `empty`: no endpoint is configured; `demo`: the simulated models; `endpoints`: the user's own. */
  mode: v.picklist(["empty", "demo", "endpoints"]),
  /** Every endpoint by its name: "office (2 models), lab (1 model)". */
  description: v.string(),
  /** The same in two words, when there are several: "3 models". */
  summary: v.exactOptional(v.string()),
  /** The problem with the settings, with its key; null for none. */
  problem: v.nullable(v.string()),
  /** The system in the settings; absent for the paper's own system, or when it is not shown. */
  system: v.exactOptional(v.picklist(systemNames)),
  /** The preset in the settings; absent for the default. */
  preset: v.exactOptional(v.picklist(presetNames)),
});
export type PoolStatus = v.InferOutput<typeof poolStatusSchema>;

/** An attachment of the next question. */
const attachedSchema = v.object({
  id: v.string(),
  kind: v.picklist([...attachedKinds, "picture"]),
  label: v.string(),
  /** Its approximate length; null when it cannot be read. */
  tokens: v.nullable(v.number()),
  /** Whether it can be shown in an editor. */
  opens: v.boolean(),
  /** What is left out, in words. */
  note: v.exactOptional(v.string()),
  /** A picture's thumbnail, as a JPEG file in base64. */
  thumbnail: v.exactOptional(v.string()),
});
export type AttachedItem = v.InferOutput<typeof attachedSchema>;

/** The attachments of the next question, and the number of tokens that every model can read; absent when unknown. */
const attachedEntries = { attached: v.array(attachedSchema), room: v.optional(v.number()) };

/** What the question bank has learned from a run, in sentences; null for nothing. */
const learnedSchema = v.object({ runId: v.string(), text: v.nullable(v.string()) });

/** A queued question. */
const queuedSchema = v.object({
  id: v.string(),
  text: v.string(),
  ...mannerEntries,
  /** The names of its attachments. */
  attached: v.array(v.string()),
});
export type QueuedQuestion = v.InferOutput<typeof queuedSchema>;

/** The alternatives for a question that the demo does not know. */
const unknownSchema = v.object({
  /** Similar questions that the demo can answer, nearest first. */
  nearest: v.array(v.string()),
  /** Whether VS Code has models that could answer instead. */
  editorModels: v.boolean(),
});

// Records and events come from SMCS's own host, which checked them when it read them from disk; only their presence is
// checked here.
const runRecord = v.custom<RunRecord>((value) => typeof value === "object" && value !== null && "runId" in value);
const runEvent = v.custom<RunEvent>((value) => typeof value === "object" && value !== null && "type" in value);

const toPanelSchema = v.variant("type", [
  /** Everything that the panel shows; it replaces the previous state. */
  v.object({
    type: v.literal("snapshot"),
    runs: v.array(runRecord),
    status: poolStatusSchema,
    ...attachedEntries,
    preview: v.optional(v.nullable(previewSchema)),
    queued: v.optional(v.array(queuedSchema)),
    learned: v.optional(v.array(learnedSchema)),
  }),
  /** Something happened in a run; `run-start` begins a new one. */
  v.object({ type: v.literal("event"), runId: v.string(), event: runEvent }),
  /** Several events of one frame, in order. */
  v.object({ type: v.literal("events"), events: v.array(v.object({ runId: v.string(), event: runEvent })) }),
  v.object({ type: v.literal("status"), status: poolStatusSchema }),
  v.object({ type: v.literal("attached"), ...attachedEntries }),
  /** The queued questions, the next one first. */
  v.object({ type: v.literal("queue"), queued: v.array(queuedSchema) }),
  /** Queued questions that will not be asked: they go back to the question box, even if it has a text. */
  v.object({ type: v.literal("take-back"), questions: v.array(v.object({ text: v.string(), ...mannerEntries })) }),
  /** What asking a question would do; null closes the preview. */
  v.object({ type: v.literal("preview"), preview: v.nullable(previewSchema) }),
  /** Ask for a preview of the question box's text. */
  v.object({ type: v.literal("preview-draft") }),
  /** The question bank has learned from a run, or the lesson was undone. */
  v.object({ type: v.literal("learned"), ...learnedSchema.entries }),
  /** The reader's own examples were run, or could not be; the outcomes are an event of the run. */
  v.object({ type: v.literal("own-checked"), runId: v.string(), failure: v.nullable(v.string()) }),
  /** What the bank knows of the questions that the panel looked up. */
  v.object({ type: v.literal("bank-questions"), questions: v.array(bankQuestionSchema) }),
  /** Bring this run into view. */
  v.object({ type: v.literal("show-run"), runId: v.string() }),
  /** Put the focus into the question box and keep its text. */
  v.object({ type: v.literal("focus") }),
  /**
   * A question did not become a run. Its text goes back to its origin; a failure says what to do. `unknown` is set when
   * the demo does not know the question.
   */
  v.object({
    type: v.literal("not-asked"),
    text: v.string(),
    ...mannerEntries,
    replaces: v.nullable(v.string()),
    failure: v.nullable(v.string()),
    unknown: v.exactOptional(unknownSchema),
  }),
  /** Another request of the panel failed; the message says what to do. */
  v.object({ type: v.literal("failure"), message: v.string() }),
]);

/** What the host sends to the panel. */
export type ToPanel = v.InferOutput<typeof toPanelSchema>;

/** Parses a message from the panel. Returns null for anything else. */
export function parseToHost(message: unknown): ToHost | null {
  // Texts beyond the limit are not parsed.
  const result = v.safeParse(toHostSchema, message, { abortPipeEarly: true });
  return result.success ? result.output : null;
}

/** Parses a message from the host. Returns null for anything else. */
export function parseToPanel(message: unknown): ToPanel | null {
  const result = v.safeParse(toPanelSchema, message);
  return result.success ? result.output : null;
}
