import { ChatError, type ChatFailureKind, messageOf } from "../core/errors.ts";
import type { ChatChoice, ChatDelta, ChatModel, ChatRequest } from "../core/ports.ts";
import { untilAborted } from "../core/until-aborted.ts";
import { inNumbers, LimitError, replyLimits, type TimeLimits, Watchdog } from "../limits/index.ts";
import { type EditorModel, EditorModelError } from "./editor-models.ts";

/** Settings for the requests to a model of the editor. */
interface EditorRoute {
  /** `endpointName/vendor/id`. */
  readonly reference: string;
  readonly limits: TimeLimits;
  /** Limits the number of simultaneous requests to the endpoint. */
  readonly limit: <Result>(send: () => Promise<Result>) => Promise<Result>;
}

/**
 * Returns a model of the editor. Each choice is a separate request. The editor decides how models sample and how much
 * they write, and reports neither log-probabilities nor token counts.
 */
export function editorChat(model: EditorModel, { reference, limits, limit }: EditorRoute): ChatModel {
  return {
    async chat(request, onDelta, signal) {
      const indices = Array.from({ length: request.choices }, (_, index) => index);
      const settled = await Promise.allSettled(
        indices.map((index) => limit(() => oneChoice({ model, request, onDelta, limits, signal }, index))),
      );
      const choices = settled.map((one) => (one.status === "fulfilled" ? one.value : failed(one.reason, signal)));
      const [first] = choices;
      if (first !== undefined && choices.every(({ failure }) => failure !== null)) {
        const { kind, failure } = first;
        throw new ChatError(`${reference}: ${failure}`, {
          kind: kind ?? "server",
          model: reference,
          partialTexts: choices.map(({ text }) => text),
        });
      }
      return {
        choices: choices.map(({ kind: _, ...choice }) => choice),
        usage: null,
        costUsd: null,
        servedBy: reference,
      };
    },
  };
}

/** A choice, and the kind of its failure if it failed. */
interface Choice extends ChatChoice {
  readonly kind: ChatFailureKind | null;
}

const whole = { thinking: "", finish: "stop", logprobs: null, failure: null, kind: null } as const;

/** A call, shared by all of its choices. */
interface Call {
  readonly model: EditorModel;
  readonly request: ChatRequest;
  readonly onDelta: (delta: ChatDelta) => void;
  readonly limits: TimeLimits;
  readonly signal: AbortSignal;
}

async function oneChoice({ model, request, onDelta, limits, signal }: Call, choice: number): Promise<Choice> {
  const { messages, onSent } = request;
  signal.throwIfAborted();
  const watchdog = new Watchdog(limits, signal);
  let text = "";
  try {
    onSent?.();
    const answered = model.answer(
      messages,
      (piece) => {
        if (watchdog.signal.aborted) return;
        if (text.length + piece.length > replyLimits.text) {
          watchdog.giveUp(new LimitError(`${inNumbers(replyLimits.text)} characters of text`));
          return;
        }
        watchdog.progress();
        text += piece;
        onDelta({ choice, text: piece, thinking: "" });
      },
      watchdog.signal,
    );
    // The editor may notice a cancellation late.
    await untilAborted(answered, watchdog.signal);
    if (text.trim() === "") throw new EditorModelError("stream", "the model gave an empty answer. Ask again.");
    return { ...whole, text };
  } catch (error) {
    return { ...failed(watchdog.signal.aborted ? watchdog.signal.reason : error, signal), text };
  } finally {
    watchdog.stop();
  }
}

function failed(error: unknown, signal: AbortSignal): Choice {
  const choice = { ...whole, text: "", finish: "other" } as const;
  if (signal.aborted) return { ...choice, kind: "aborted", failure: "stopped." };
  if (error instanceof EditorModelError) return { ...choice, kind: error.kind, failure: error.message };
  if (error instanceof LimitError) return { ...choice, kind: "stream", failure: error.message };
  if (error instanceof Error && error.name === "TimeLimitError")
    return { ...choice, kind: "timeout", failure: `${error.message}.` };
  return { ...choice, kind: "server", failure: messageOf(error) };
}
