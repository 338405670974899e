import { mock } from "node:test";
import { PanelFeed } from "../../src/host/panel-feed.ts";
import { candidate, runStart, selectionEnd } from "../support/panel/example-run.ts";
import type { RunEvent } from "../../src/core/record/index.ts";
import type { ToPanel } from "../../src/protocol/index.ts";

/** A message and its time of sending, in milliseconds from the beginning. */
export interface Sent {
  readonly at: number;
  readonly message: ToPanel;
}

/** Returns the messages of a run until all its candidates have begun. */
export function candidatesBegin(runId: string, candidates: number): ToPanel[] {
  const draws = Array.from({ length: candidates }, (_, draw) => draw);
  const begun: RunEvent[] = [
    runStart(runId),
    selectionEnd(),
    { type: "subsets-drawn", subsets: draws.map(() => ["a", "b"]) },
    ...draws.flatMap((draw) => candidate(draw).slice(0, 1)),
  ];
  return begun.map((event) => ({ type: "event", runId, event }));
}

/**
 * Returns the host's messages for streams of the same rate: from the host's own feed, on a separate clock.
 *
 * @param streams the target of each, and its tokens
 * @param tokensPerSecond of one stream
 */
export function streamed(
  streams: readonly { readonly runId: string; readonly draw: number; readonly tokens: readonly string[] }[],
  tokensPerSecond: number,
): Sent[] {
  const sent: Sent[] = [];
  const step = 1000 / tokensPerSecond;
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let at = 0;
    const feed = new PanelFeed((events) => {
      sent.push({ at, message: { type: "events", events: [...events] } });
    });
    const longest = Math.max(...streams.map(({ tokens }) => tokens.length));
    for (let index = 0; index < longest; index++) {
      for (const { runId, draw, tokens } of streams) {
        const text = tokens[index];
        if (text !== undefined) feed.add({ runId, event: { type: "candidate-delta", draw, text, thinking: "" } });
      }
      at += step;
      mock.timers.tick(step);
    }
    feed.flush();
  } finally {
    mock.timers.reset();
  }
  return sent;
}
