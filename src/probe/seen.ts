import type { ChatTarget } from "../chat/chat-target.ts";
import { kindOf } from "../chat/kinds/kinds.ts";
import type { AcceptedForm } from "./accepted-form.ts";
import type { ModelProbe } from "./model-probe.ts";

type Shown = "streaming" | "logprobs" | "choices" | "thinking" | "firstTokenMs" | "refusedFields";

/** What the reply to a probe showed. */
export interface Seen {
  readonly shown: Pick<ModelProbe, Shown>;
  /** Whether the tokens were used up before anything but thinking came. */
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
