import * as v from "valibot";
import { ChoiceCollector } from "../chat/choice-collector.ts";
import { parseChunk } from "../chat/chunk.ts";
import type { Usage } from "../core/ports.ts";
import { type BatchId, decodeBatchId } from "./batch-id.ts";

/** A result of a batch that can be used. */
export interface BatchResult extends BatchId {
  readonly text: string;
  readonly thinking: string;
  readonly finish: "stop" | "length";
  readonly usage: Usage | null;
}

const lineSchema = v.object({
  custom_id: v.string(),
  response: v.nullish(v.object({ status_code: v.nullish(v.number()), body: v.optional(v.unknown()) })),
  error: v.optional(v.unknown()),
});

const saying = v.object({ message: v.optional(v.string()) });
const complaintSchema = v.object({ ...saying.entries, error: v.optional(saying) });

/**
 * Reads a line of run-batch's output.
 *
 * @throws Error saying why it cannot be used
 */
export function readBatchResult(line: string): BatchResult {
  const { custom_id: customId, response, error } = parsed(line);
  const id = decodeBatchId(customId);
  if (id === null) throw new Error(`custom_id ${JSON.stringify(customId)} was not written by bank batch-export`);
  const status = response?.status_code ?? 200;
  const completion = response == null ? null : parseChunk(response.body);
  const complaint = completion?.error ?? (error == null ? null : complaintOf(error));
  if (complaint !== null) throw new Error(`the server reported an error: ${complaint}`);
  if (completion === null || status >= 400) throw new Error(`it holds no response (status ${status})`);
  const [choice] = completion.choices;
  if (choice === undefined) throw new Error("its response holds no choice");
  const collector = new ChoiceCollector(choice.index);
  collector.add(choice);
  const { text, thinking, finish } = collector.result();
  if (finish === "other")
    throw new Error(`the server ended the reply, not the model (${choice.finish_reason ?? "no reason"})`);
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = completion.usage ?? {};
  const usage = promptTokens == null || completionTokens == null ? null : { promptTokens, completionTokens };
  return { ...id, text, thinking, finish, usage };
}

function parsed(line: string): v.InferOutput<typeof lineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = v.safeParse(lineSchema, value);
  if (result.success) return result.output;
  throw new Error("it is no result of run-batch");
}

/** What an error says: a text, or a message that lies in it or one deeper. */
function complaintOf(error: unknown): string {
  const { message, error: inner = {} } = v.parse(v.fallback(complaintSchema, {}), error);
  return message ?? inner.message ?? (typeof error === "string" ? error : JSON.stringify(error));
}
