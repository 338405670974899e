import * as v from "valibot";

/** Start data of a worker. */
const setupSchema = v.object({ folder: v.string(), dtype: v.picklist(["q8", "fp32"]) });

const requestSchema = v.variant("kind", [
  v.object({ kind: v.literal("tokenise"), text: v.string() }),
  v.object({ kind: v.literal("embed"), window: v.instance(Int32Array<ArrayBuffer>) }),
]);

const windowsSchema = v.object({
  kind: v.literal("windows"),
  windows: v.pipe(v.array(v.instance(Int32Array<ArrayBuffer>)), v.minLength(1)),
});

const vectorSchema = v.object({ kind: v.literal("vector"), vector: v.instance(Float32Array<ArrayBuffer>) });

const answerSchema = v.variant("kind", [
  v.object({ kind: v.literal("loaded") }),
  windowsSchema,
  vectorSchema,
  v.object({ kind: v.literal("failed"), reason: v.string() }),
]);

/** The model that a worker loads: its folder and the form of its weights. */
export type Setup = v.InferOutput<typeof setupSchema>;

/** One step of the work; a worker takes the next one after it has answered. */
export type Request = v.InferOutput<typeof requestSchema>;

/**
 * A message from a worker: one when its model is loaded, then one answer per request. After `failed` the worker is
 * unusable.
 */
export type Answer = v.InferOutput<typeof answerSchema>;

/** @throws v.ValiError when the message is not a worker's */
export const parseAnswer = (message: unknown): Answer => v.parse(answerSchema, message);

/** @throws v.ValiError when the message is not the host's */
export const parseRequest = (message: unknown): Request => v.parse(requestSchema, message);

/** @throws v.ValiError when the worker was started with other data */
export const parseSetup = (data: unknown): Setup => v.parse(setupSchema, data);

/** Returns the windows of a text. @throws v.ValiError for any other answer */
export const windowsOf = (answer: Answer): readonly Int32Array<ArrayBuffer>[] => v.parse(windowsSchema, answer).windows;

/** Returns a window's vector. @throws v.ValiError for any other answer */
export const vectorOf = (answer: Answer): Float32Array => v.parse(vectorSchema, answer).vector;
