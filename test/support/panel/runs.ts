import { candidate, recordOf, referenceEnd, runStart, selectionEnd } from "./example-run.ts";
import type { ReferenceRecord, RunEvent, RunRecord } from "../../../src/core/record/index.ts";

/** Returns a reply with the usual elements of a reply. */
export const reply = (number: number): string => `Use a timer that every call **resets** (variant ${number}).

\`\`\`ts
export function debounce<Args extends unknown[]>(fn: (...args: Args) => void, waitMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args: Args): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), waitMs);
  };
}
\`\`\`

1. Call it **once** and keep the result.
2. \`this\` is not forwarded. See [MDN](https://developer.mozilla.org/docs/Web/API/setTimeout).

| Variant | First call | Last call |
| --- | --- | ---: |
| trailing | no | yes |

> Cancel the timer when the component unmounts.
`;

/** Returns a run up to the drawing of the subsets that candidates merge. */
export function opening(runId = "run"): [ReturnType<typeof runStart>, ...RunEvent[]] {
  const text = "How do I debounce a function in TypeScript?";
  const context = [{ label: "src/components/search-box.tsx", text: "" }];
  return [
    { ...runStart(runId), question: { text, context, conversation: [] } },
    selectionEnd(),
    { type: "subsets-drawn", subsets: [["a", "b"], ["a", "c"], ["b", "c"]] }, // prettier-ignore
  ];
}

export const answered: readonly RunEvent[] = ["a", "b", "c"].map((model) => referenceEnd(model));

/** One model of three fails. */
export const twoAnswered: readonly RunEvent[] = [
  ...answered.slice(0, 2),
  failedReference("c", "lab: 503, the model is still loading."),
  { type: "warning", message: "2 of 3 models answered." },
];

/** Three candidates; the second will win. */
export const merged: readonly RunEvent[] = [1.2, 1.1, 1.3].flatMap((perplexity, draw) =>
  candidate(draw, { text: reply(draw + 1), thinking: "Merge both.", perplexity }),
);

/** The second candidate agrees most and was written with the most certainty. */
export const scores: RunEvent = {
  type: "scores",
  candidates: [
    { draw: 0, similarity: 0.95, score: 0.75 },
    { draw: 1, similarity: 0.96, score: 0.86 },
    { draw: 2, similarity: 0.91, score: 0.61 },
  ],
  winner: 1,
};

export const done: RunEvent = { type: "run-end", outcome: "done", durationMs: 12_340, error: null };

/** The events that turn an opening into a complete run. */
export const winning: readonly RunEvent[] = [...answered, ...merged, scores, done];

/** Returns a finished run with this id and question. */
export function finishedRun(runId: string, text: string): RunRecord {
  const [start, ...chosen] = opening(runId);
  return recordOf([...chosen, ...winning], { ...start, question: { ...start.question, text } });
}

/** Returns a finished run whose winner has this text. */
export function runOf(text: string, runId = "run", thinking = ""): RunRecord {
  const replies = [...merged.slice(0, 2), ...candidate(1, { text, thinking }), ...merged.slice(4)];
  const [start, ...chosen] = opening(runId);
  return recordOf([...chosen, ...answered, ...replies, scores, done], start);
}

/** No model answers. */
export const failing: readonly RunEvent[] = [
  failedReference("a", "lab: no connection to http://gpu-box.local:8000/v1. Is the server running?", "connect"),
  failedReference("b", "openrouter: 401, the API key was not accepted.", "unauthorized"),
  failedReference("c", "lab: the request timed out.", "timeout"),
  { type: "run-end", outcome: "failed", durationMs: 800, error: "No model answered." },
];

/** Models answer, but none can merge. */
export const fallingBack: readonly RunEvent[] = [
  ...answered,
  ...candidate(0, { status: "failed", text: "", error: "lab: the request timed out.", perplexity: null }),
  { type: "warning", message: "The answers could not be merged: the best single answer is shown instead." },
  { type: "fallback", model: "a" },
  done,
];

function failedReference(model: string, error: string, failure: ReferenceRecord["failure"] = "server"): RunEvent {
  const servedBy = `${error.split(":", 1)[0]}/${model}`;
  return referenceEnd(model, { status: "failed", text: "", error, failure, servedBy, costUsd: null });
}
