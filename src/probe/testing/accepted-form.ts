import type { ChatRequest, Sampling } from "../../core/ports.ts";
import type { ChatTarget } from "../../servers/index.ts";
import { isRefusal, kindOf, type StreamedReply, streamedRequest } from "../../requests/index.ts";

/**
 * Output limit per choice of a probe, in tokens: enough for most models to think about such a question and to answer.
 */
export const PROBE_TOKENS = 256;

/** The optional parts of a request. */
interface RequestForm {
  readonly choices: 1 | 2;
  readonly logprobs: boolean;
}

/** The request that was accepted, and its reply. */
export interface AcceptedForm {
  readonly form: RequestForm;
  /** Fields that had to be left out, in the order of requests. */
  readonly withoutFields: readonly string[];
  readonly reply: StreamedReply;
  /** Number of deltas of the first choice. */
  readonly pieces: number;
  readonly firstTokenMs: number;
}

/** Fields of a run's requests that some servers or models refuse. */
const REFUSABLE = ["stream_options", "temperature", "presence_penalty", "seed"];

const FORMS: readonly RequestForm[] = [
  { choices: 2, logprobs: true },
  { choices: 1, logprobs: true },
  { choices: 2, logprobs: false },
  { choices: 1, logprobs: false },
];
const SIMPLEST: RequestForm = { choices: 1, logprobs: false };

/**
 * Sends a model a tiny request in the form of a run and, while the form is refused, in simpler forms until one is
 * accepted. This shows exactly what is refused. Refusals cost nothing.
 *
 * @throws ChatError when the simplest request is refused too, or fails in another way
 */
export async function acceptedForm(
  target: ChatTarget,
  sampling: Pick<Sampling, "temperature" | "presencePenalty">,
  signal: AbortSignal,
): Promise<AcceptedForm> {
  const request = probeRequest(sampling);
  const { manyChoices } = kindOf(target.kind);
  const forms = FORMS.filter(({ choices }) => manyChoices || choices === 1);
  const firstAccepted = async (withoutFields: readonly string[], from: readonly RequestForm[]) => {
    const reduced = without(target, withoutFields);
    for (const form of from.slice(0, -1)) {
      const answer = await unlessRefused(target, ask(reduced, request, form, signal));
      if (answer !== null) return { ...answer, form, withoutFields };
    }
    const last = from.at(-1) ?? SIMPLEST;
    return { ...(await ask(reduced, request, last, signal)), form: last, withoutFields };
  };
  try {
    return await firstAccepted([], forms);
  } catch (error) {
    if (!isRefusal(target, error)) throw error;
    const fields = await refusedFields((fields) => unlessRefused(target, firstAccepted(fields, [SIMPLEST])));
    if (fields === null) throw error;
    return firstAccepted(fields, forms);
  }
}

/**
 * Resolves with the fewest fields without which a request is accepted; null when it is refused even without all of
 * them.
 */
async function refusedFields(accepted: (without: readonly string[]) => Promise<unknown>): Promise<string[] | null> {
  if ((await accepted(REFUSABLE)) === null) return null;
  let fields = REFUSABLE;
  for (const field of REFUSABLE) {
    const fewer = fields.filter((one) => one !== field);
    if (fewer.length > 0 && (await accepted(fewer)) !== null) fields = fewer;
  }
  return fields;
}

function probeRequest({
  temperature,
  presencePenalty,
}: Pick<Sampling, "temperature" | "presencePenalty">): ChatRequest {
  return {
    messages: [{ role: "user", content: "Count from one to five in words, and write nothing else." }],
    choices: 1,
    logprobs: true,
    sampling: { temperature, presencePenalty, maxOutputTokens: PROBE_TOKENS },
    seed: 1,
    usefulForMs: null,
  };
}

async function ask(target: ChatTarget, request: ChatRequest, { choices, logprobs }: RequestForm, signal: AbortSignal) {
  const startedAt = performance.now();
  const seen = { pieces: 0, firstTokenMs: 0 };
  const onDelta = ({ choice }: { readonly choice: number }): void => {
    if (seen.firstTokenMs === 0) seen.firstTokenMs = performance.now() - startedAt;
    if (choice === 0) seen.pieces++;
  };
  const reply = await streamedRequest(target, { ...request, choices, logprobs }, onDelta, signal);
  return { reply, ...seen };
}

function without(target: ChatTarget, fields: readonly string[]): ChatTarget {
  const removed = Object.fromEntries(fields.map((field) => [field, null]));
  return { ...target, model: { ...target.model, parameters: { ...target.model.parameters, ...removed } } };
}

function unlessRefused<Answer>(target: ChatTarget, answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch((error: unknown) => {
    if (isRefusal(target, error)) return null;
    throw error;
  });
}
