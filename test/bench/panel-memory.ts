import { candidate, recordOf } from "../support/panel/example-run.ts";
import { type Figure, figure } from "./figure.ts";
import { answerTokens } from "./panel-answer.ts";
import { heapBytes, type Measured } from "./panel-browser.ts";
import { candidatesBegin } from "./panel-messages.ts";

const RUNS = 25;
const STREAMS = 8;
const TOKENS = 4_000;
/** Number of tokens in one message: faster than any model. */
const AT_ONCE = 200;
/** Number of runs before measuring. The first runs load code and formulas, which stay in memory. */
const WARM = 5;

/** Returns how the heap grows while 200 answers stream into one chat, and what remains once the chat is closed. */
export async function measureMemory(open: () => Promise<Measured>): Promise<Figure[]> {
  const measured = await open();
  const { panel, page } = measured;
  page.setDefaultTimeout(60_000);
  await panel.show([]);
  const heaps: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await streamRun(measured, run);
    heaps.push(await heapBytes(measured));
  }
  await panel.show([]);
  await panel.show([recordOf([])]);
  await panel.show([]);
  const left = await heapBytes(measured);
  const grown = ((heaps.at(-1) ?? 0) - (heaps[WARM - 1] ?? 0)) / ((RUNS - WARM) * STREAMS);
  return [
    figure("heap that a further answer of 4,000 tokens takes", grown / (TOKENS * 4), "of its text", "<= 2"),
    figure("heap after 200 answers", (heaps.at(-1) ?? 0) / 1e6, "MB"),
    figure("heap once their chat is closed", left / 1e6, "MB"),
    figure("heap once their chat is closed, against that after the first 8", left / (heaps[0] ?? 1), "times", "<= 1.5"),
  ];
}

async function streamRun({ panel }: Measured, run: number): Promise<void> {
  const runId = `run ${run}`;
  const answers = Array.from({ length: STREAMS }, (_, draw) => answerTokens(run * STREAMS + draw, TOKENS));
  await panel.send(...candidatesBegin(runId, STREAMS));
  for (let from = 0; from < TOKENS; from += AT_ONCE) {
    const events = answers.map((tokens, draw) => {
      const text = tokens.slice(from, from + AT_ONCE).join("");
      return { runId, event: { type: "candidate-delta", draw, text, thinking: "" } as const };
    });
    await panel.send({ type: "events", events });
  }
  const ended = answers.flatMap((tokens, draw) => candidate(draw, { text: tokens.join("") }).slice(1));
  const scores = answers.map((_, draw) => ({ draw, similarity: 0.9, score: 0.5 + draw / 100 }));
  await panel.play(
    [
      ...ended,
      { type: "scores", candidates: scores, winner: 0 },
      { type: "run-end", outcome: "done", durationMs: 1_000, error: null },
    ],
    runId,
  );
}
