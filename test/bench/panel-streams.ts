import type { ToPanel } from "../../src/protocol/index.ts";
import { type Figure, figure } from "./figure.ts";
import { answerTokens } from "./panel-answer.ts";
import { type Busy, busyWith, type Measured } from "./panel-browser.ts";
import { candidatesBegin, type Sent, streamed } from "./panel-messages.ts";

const STREAMS = 8;
const RATE = 100;
const TOKENS = 4_000;

const answers = Array.from({ length: STREAMS }, (_, stream) => answerTokens(stream, TOKENS));

/**
 * Returns the load of streams into one run, of which the panel shows one candidate at a time, and into as many runs,
 * which it shows all. The panel gets the streams as the host sends them, gathered by frames; the sink gets every token
 * separately, as models send them.
 */
export async function measureStreams(open: () => Promise<Measured>): Promise<Figure[]> {
  const oneRun = answers.map((tokens, draw) => ({ runId: "run", draw, tokens }));
  const allShown = answers.map((tokens, index) => ({ runId: `run ${index}`, draw: 0, tokens }));
  const together = await show(open, [candidatesBegin("run", STREAMS)], streamed(oneRun, RATE));
  const beginnings = allShown.map(({ runId }) => candidatesBegin(runId, 1));
  const apart = await show(open, beginnings, streamed(allShown, RATE));
  const sink = await intoSink(await open(), tokenByToken());
  const sinkOfBatches = await intoSink(await open(), streamed(oneRun, RATE));
  return [
    figure("8 streams of one run: longest task", together.longestMs, "ms", "<= 100"),
    figure("8 streams of one run: script time", together.script / sink.script, "of a sink's", "<= 5"),
    figure(
      "8 streams of one run: script time against a sink of the host's batches",
      together.script / sinkOfBatches.script,
      "times",
    ),
    figure("8 streams of one run: time of all tasks", together.tasks / sink.tasks, "of a sink's"),
    figure("8 streams of one run: script time in seconds", together.script, "s"),
    figure("8 streams of one run: time of all tasks in seconds", together.tasks, "s"),
    figure("8 streams, all shown: longest task", apart.longestMs, "ms", "<= 100"),
    figure("8 streams, all shown: script time", apart.script / sink.script, "of a sink's"),
    figure("8 streams, all shown: time of all tasks", apart.tasks, "s"),
    figure("a sink of 8 streams: script time", sink.script, "s"),
    figure("a sink of 8 streams: time of all tasks", sink.tasks, "s"),
    figure("a sink of 8 streams: longest task", sink.longestMs, "ms"),
  ];
}

async function show(
  open: () => Promise<Measured>,
  beginnings: readonly (readonly ToPanel[])[],
  sent: readonly Sent[],
): Promise<Busy> {
  const measured = await open();
  await measured.panel.show([]);
  for (const beginning of beginnings) await measured.panel.send(...beginning);
  return busyWith(measured, sent);
}

/** Returns every token as a separate message, as models send them. */
function tokenByToken(): Sent[] {
  return Array.from({ length: TOKENS }, (_, index) =>
    answers.map((tokens, draw): Sent => {
      const event = { type: "candidate-delta", draw, text: tokens[index] ?? "", thinking: "" } as const;
      return { at: (index * 1000) / RATE, message: { type: "event", runId: "run", event } };
    }),
  ).flat();
}

/** Does the minimum of work: adds a text node for each piece that arrives. */
async function intoSink(measured: Measured, sent: readonly Sent[]): Promise<Busy> {
  await measured.page.goto("about:blank");
  await measured.page.evaluate((streams) => {
    interface Place {
      append(text: string): void;
    }
    const { document, addEventListener } = globalThis as unknown as {
      document: { createElement(name: string): Place; body: { append(place: Place): void } };
      addEventListener: (type: "message", listener: (message: { data: unknown }) => void) => void;
    };
    const places = Array.from({ length: streams }, () => document.createElement("pre"));
    for (const place of places) document.body.append(place);
    addEventListener("message", ({ data }) => {
      interface Piece {
        readonly event: { readonly draw: number; readonly text: string };
      }
      const message = data as { readonly events?: readonly Piece[] } & Piece;
      if (typeof data !== "object") return;
      for (const { event } of message.events ?? [message]) places[event.draw]?.append(event.text);
    });
  }, STREAMS);
  return busyWith(measured, sent);
}
