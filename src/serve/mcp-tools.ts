import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { assemble, runOf, type Sources } from "../assembly/index.ts";
import { planRun, type Plan } from "../core/answer/index.ts";
import type { Question } from "../core/question.ts";
import { applyEvent, replyOf, type RunEvent, type RunRecord } from "../core/record/index.ts";
import { learnFromRun } from "../evaluation/checking/index.ts";
import { answerRequest, NoAnswer } from "./answer-request.ts";
import { reasonsOf } from "./chat-reply.ts";
import type { Admission } from "./key-use.ts";
import { OpenAiError } from "./openai-error.ts";
import type { RequestLog } from "./request-log.ts";
import type { Running } from "./running.ts";
import { mannerOf, type ServedManner } from "./served-models.ts";

/** Longest text that a client may send, in characters, and most attachments. */
const LONGEST_TEXT = 1_000_000;
const MOST_ATTACHED = 50;
/** Similar questions that a selection names. */
const NAMED = 10;
/** Runs that can still teach. */
const RUNS_KEPT = 20;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_TEXT));
const question = v.pipe(text, v.description("The question, as a person would ask it."));
const model = v.optional(
  v.pipe(v.string(), v.description("How it is answered: smcs, smcs/coding, smcs/economy or another of smcs's models.")),
  "smcs",
);
const context = v.optional(
  v.pipe(
    v.array(v.strictObject({ label: v.pipe(text, v.maxLength(1000)), text })),
    v.maxLength(MOST_ATTACHED),
    v.description("Files or other texts that belong to the question, each with a label."),
  ),
  [],
);

/** What the tools need. */
export interface ToolMeans {
  /** Returns the sources of a call. @throws SettingsError */
  readonly sources: (manner: ServedManner) => Promise<Sources>;
  /** The models that the caller may use; null for all. */
  readonly models: readonly string[] | null;
  /**
   * Admits a run.
   *
   * @param wantedUsd the settings' cap of a question; null for none
   * @throws OpenAiError when a limit of the caller is reached
   */
  readonly admit: (wantedUsd: number | null) => Promise<Admission>;
  /** Whether the caller may write into the bank. */
  readonly mayTeach: boolean;
  readonly running: Running;
  /** Begins the log line of a call. */
  readonly begin: (tool: string) => RequestLog;
}

/** A call of a tool. */
export interface ToolCall {
  readonly signal: AbortSignal;
  readonly log: RequestLog;
  /** Called with what has been done, in a few words, and how many such steps there were. */
  readonly onProgress: (step: number, message: string) => void;
}

/** The result of a call: text for people and models, and the same with details for programs. */
export interface ToolResult {
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** One tool. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly schema: v.GenericSchema;
  readonly readOnly: boolean;
  /** @throws OpenAiError with what is wrong, in a sentence */
  readonly call: (given: unknown, call: ToolCall) => Promise<ToolResult>;
}

const asked = v.strictObject({ question, model, context });
const taught = v.strictObject({
  run: v.pipe(text, v.description("The run, as ask named it.")),
  candidate: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description("Number of the candidate that is right; absent: the answer that ask gave."),
    ),
  ),
});

/** Returns the tools for one caller. */
export function mcpTools(means: ToolMeans): readonly Tool[] {
  const runs = new Map<string, RunRecord>();
  const keep = (record: RunRecord): void => {
    runs.set(record.runId, record);
    for (const id of [...runs.keys()].slice(0, -RUNS_KEPT)) runs.delete(id);
  };
  const sourcesOf = (name: string): Promise<Sources> => means.sources(mannerOf(name, means.models));
  const planOf = async (given: v.InferOutput<typeof asked>, { signal }: ToolCall): Promise<Plan> => {
    const sources = await sourcesOf(given.model);
    const { means: runMeans } = await assemble(sources, signal);
    return planRun(runOf(sources.settings, questionOf(given), randomUUID(), 0), runMeans, signal);
  };
  const tools: Tool[] = [
    {
      name: "ask",
      description:
        "Asks several language models at once and returns the best answer with the reasons. Takes seconds to minutes and may cost money.",
      schema: asked,
      readOnly: true,
      call: async (raw, call) => {
        const given = parsed(asked, raw);
        call.log.model = given.model;
        const sources = await sourcesOf(given.model);
        const record = await answered(given, sources, { means, call });
        keep(record);
        return { text: replyOf(record) ?? "", details: reasonsOf(record, []) };
      },
    },
    {
      name: "preview",
      description: "Says which models a question would ask, and what it may cost. Asks no model.",
      schema: asked,
      readOnly: true,
      call: async (raw, call) => {
        const { selection, subsets, requests, aggregator, estimate, warnings } = await planOf(parsed(asked, raw), call);
        const details = {
          models: selection.referencers,
          merges: aggregator?.model ?? null,
          candidates: subsets.length,
          requests,
          costUsd: estimate.costUsd,
          notes: warnings,
        };
        return { text: JSON.stringify(details, null, 2), details };
      },
    },
    {
      name: "select",
      description:
        "Ranks the models for a question by their outcomes on similar questions of the bank, and names those. Asks no model.",
      schema: asked,
      readOnly: true,
      call: async (raw, call) => {
        const { selection } = await planOf(parsed(asked, raw), call);
        const details = {
          referencers: selection.referencers,
          priors: selection.prior.map(({ model: name, value, evaluated }) => ({
            model: name,
            prior: value,
            evaluated,
          })),
          similarQuestions: selection.support.slice(0, NAMED).map(({ id, similarity }) => ({ id, similarity })),
          support: selection.support.length,
          bankSize: selection.bankSize,
        };
        return { text: JSON.stringify(details, null, 2), details };
      },
    },
  ];
  if (!means.mayTeach) return tools;
  return [
    ...tools,
    {
      name: "teach",
      description:
        "Tells the question bank that an answer of ask is right: the models whose answers agree with it count as right on this question, the others as wrong.",
      schema: taught,
      readOnly: false,
      call: async (raw) => {
        const { run, candidate } = parsed(taught, raw);
        const known = runs.get(run);
        if (known === undefined) {
          throw new OpenAiError(404, `There is no run ${JSON.stringify(run.slice(0, 100))} of this session to learn from. Ask the question first.`); // prettier-ignore
        }
        const draw = candidate === undefined ? null : candidate - 1;
        if (draw !== null && known.candidates[draw]?.status !== "finished") {
          throw new OpenAiError(400, `candidate: this run has no finished candidate ${candidate}.`);
        }
        const chosen = draw === null ? known : applyEvent(known, { type: "choice", draw });
        const sources = await means.sources({});
        if (sources.sandboxFolders === undefined) throw new OpenAiError(500, "Nothing can be learned here.");
        const lesson = await learnFromRun(sources, chosen, sources.sandboxFolders);
        const sentence =
          lesson.kind === "nothing" ? lesson.reason : `Added to the question bank as ${lesson.questionId}.`;
        return { text: sentence, details: { learned: lesson.kind === "lesson", sentence } };
      },
    },
  ];
}

function questionOf(given: v.InferOutput<typeof asked>): Question {
  return { text: given.question, context: given.context, conversation: [] };
}

/** Runs a question within the caller's limits. */
async function answered(
  given: v.InferOutput<typeof asked>,
  sources: Sources,
  { means, call }: { readonly means: ToolMeans; readonly call: ToolCall },
): Promise<RunRecord> {
  const admission = await means.admit(sources.settings.policy.budgetUsd);
  let steps = 0;
  const onEvent = (event: RunEvent): void => {
    const message = progressOf(event);
    if (message !== null) call.onProgress((steps += 1), message);
  };
  const request = { question: questionOf(given), sampling: {} };
  const { capUsd } = admission;
  try {
    return await means.running.during(async (stop) => {
      const signal = AbortSignal.any([stop.signal, call.signal]);
      call.log.record = await answerRequest(request, { sources, capUsd, onEvent, signal });
      return call.log.record;
    });
  } catch (error) {
    if (error instanceof NoAnswer) call.log.record = error.record;
    throw error;
  } finally {
    // A run that did not begin has cost nothing.
    await admission.end(call.log.record === null ? 0 : call.log.record.totals.costUsd);
  }
}

/** Returns what an event means for somebody who waits; null for nothing. */
function progressOf(event: RunEvent): string | null {
  switch (event.type) {
    case "selection-end":
      return `${event.selection.referencers.length} models are chosen`;
    case "reference-end":
      return event.error === null ? `${event.model} answered` : `${event.model} failed`;
    case "candidate-end":
      return event.error === null ? "an answer is merged" : "an answer could not be merged";
    case "scores":
      return "the answers are scored";
    default:
      return null;
  }
}

/** @throws OpenAiError naming the argument that is wrong */
function parsed<Schema extends v.GenericSchema>(schema: Schema, given: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, given);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new OpenAiError(400, `${v.getDotPath(issue) ?? "The arguments"}: ${issue.message.slice(0, 300)}.`);
}
