import type { TokenPrices } from "../../core/ports.ts";
import { type ChatTarget, isOnOwnNetwork } from "../../servers/index.ts";
import { kindOf } from "../../requests/index.ts";
import { type AcceptedForm, PROBE_TOKENS } from "./accepted-form.ts";
import type { ModelProbe } from "./model-probe.ts";

type Shown = "streaming" | "logprobs" | "choices" | "thinking" | "firstTokenMs" | "refusedFields";

/** The findings in the reply to a probe. */
interface Seen {
  readonly shown: Pick<ModelProbe, Shown>;
  /** Whether the output limit was reached while the model was still thinking. */
  readonly onlyThought: boolean;
}

/** Reads the reply to a probe. */
export function seenIn(accepted: AcceptedForm, { kind }: ChatTarget): Seen {
  const { form, withoutFields, reply, pieces, firstTokenMs } = accepted;
  const [first] = reply.choices;
  const onlyThought = first?.text === "" && first.thinking !== "";
  const logprobs = (first?.logprobs?.length ?? 0) > 0 ? "given" : onlyThought ? null : "missing";
  const honoured = reply.choices.length >= form.choices ? "given" : "ignored";
  return {
    shown: {
      streaming: pieces > 1,
      logprobs: form.logprobs ? logprobs : "refused",
      choices: !kindOf(kind).manyChoices ? "single" : form.choices === 1 ? "refused" : honoured,
      thinking: first !== undefined && first.thinking !== "",
      firstTokenMs: pieces === 0 ? null : Math.round(firstTokenMs),
      refusedFields: withoutFields,
    },
    onlyThought,
  };
}

/** Returns sentences about the consequences of the findings for runs. */
export function formNotes({ shown, onlyThought }: Seen): string[] {
  const { logprobs, choices, streaming, refusedFields } = shown;
  const similarityAlone = "of the answers that it merges, similarity alone decides";
  return [
    ...(refusedFields.length > 0 ? [refusedNote(refusedFields)] : []),
    ...(logprobs === "refused" ? [`It refuses log-probabilities: ${similarityAlone}.`] : []),
    ...(logprobs === "missing"
      ? [`It takes the request for log-probabilities and sends none: ${similarityAlone}.`]
      : []),
    ...(onlyThought
      ? [`It was still thinking after ${PROBE_TOKENS} tokens, so what its answers bring is not known.`]
      : []),
    ...(choices === "refused"
      ? ["It refuses several answers in one request: each merged answer takes a request of its own."]
      : []),
    ...(choices === "ignored"
      ? ["It sends one answer where several are asked for: each merged answer takes a request of its own."]
      : []),
    ...(streaming === false ? ["Its answer came in one piece: nothing can be shown while it writes."] : []),
  ];
}

function refusedNote(fields: readonly string[]): string {
  const removed = fields.map((field) => `"${field}": null`).join(", ");
  return `It refuses ${fields.join(" and ")}, so every request would fail. Set "parameters": { ${removed} } for this model.`;
}

/** Returns a note when settings and server disagree about the context, or neither knows it. */
export function contextNotes({ model }: ChatTarget, served: number | null): string[] {
  const { contextTokens: set } = model;
  if (set === undefined && served === null) {
    return ["Its context is not known: set contextTokens, so that answers are shortened to fit when it merges."];
  }
  if (set !== undefined && served !== null && set > served) {
    return [`The settings give it a context of ${set} tokens and the server has ${served}: lower contextTokens.`];
  }
  return [];
}

/**
 * Returns a note when settings and server disagree about the price, or neither knows it. A server in the user's own
 * network needs no price.
 */
export function priceNotes({ baseUrl, model }: ChatTarget, served: TokenPrices | null): string[] {
  const { promptUsdPerMTok, completionUsdPerMTok } = model;
  if (promptUsdPerMTok === undefined || completionUsdPerMTok === undefined) {
    if (served !== null || isOnOwnNetwork(baseUrl)) return [];
    return ["Its price is not known: set promptUsdPerMTok and completionUsdPerMTok, or its costs stay unknown."];
  }
  const differs =
    served !== null &&
    (served.promptUsdPerMTok !== promptUsdPerMTok || served.completionUsdPerMTok !== completionUsdPerMTok);
  if (!differs) return [];
  return [
    `The settings have its price at $${promptUsdPerMTok} and $${completionUsdPerMTok} a million tokens, the server at $${served.promptUsdPerMTok} and $${served.completionUsdPerMTok}.`,
  ];
}
