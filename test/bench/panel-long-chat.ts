import { candidate, recordOf, referenceEnd, runStart, selectionEnd } from "../support/panel/example-run.ts";
import type { RunRecord } from "../../src/core/record/index.ts";
import { type Figure, figure } from "./figure.ts";
import { answerTokens } from "./panel-answer.ts";
import type { Measured } from "./panel-browser.ts";

/** Number of runs, with a question and a reply each. */
const RUNS = 500;
const CANDIDATES = 8;
const REFERENCES = ["a", "b", "c"];
const TOKENS = 800;

/**
 * Returns how long the panel takes to show a chat of 1,000 messages, from the host's message until it can be read and
 * written in.
 */
export async function measureLongChat(open: () => Promise<Measured>): Promise<Figure[]> {
  const { page, panel } = await open();
  page.setDefaultTimeout(0);
  const snapshot = { type: "snapshot", runs: runs(), status: { ...empty }, attached: [] };
  const { shown, writable, elements, longest } = await page.evaluate(opening, snapshot);
  const jumps = await scrolledThrough(panel.page);
  return [
    figure("1,000 messages: last reply on the screen", shown, "ms", "<= 1000"),
    figure("1,000 messages: ready to write", writable, "ms", "<= 1500"),
    figure("1,000 messages: longest task", longest, "ms"),
    figure("1,000 messages: elements", elements, "elements"),
    figure("1,000 messages: what is read jumps by, scrolled from end to beginning", jumps, "px", "<= 2"),
  ];
}

const empty = { mode: "endpoints", description: "2 endpoints", problem: null };

function runs(): RunRecord[] {
  const answers = Array.from({ length: 40 }, (_, seed) => answerTokens(seed, TOKENS).join(""));
  const answer = (index: number): string => `${index}: ${answers[index % answers.length] ?? ""}`;
  return Array.from({ length: RUNS }, (_, run) => {
    const draws = Array.from({ length: CANDIDATES }, (__, draw) => draw);
    const scores = draws.map((draw) => ({ draw, similarity: 0.9, score: 0.5 + draw / 100 }));
    return recordOf(
      [
        selectionEnd(),
        ...REFERENCES.map((model, index) => referenceEnd(model, { text: answer(run + index) })),
        ...draws.flatMap((draw) => candidate(draw, { text: answer(run * CANDIDATES + draw) })),
        { type: "scores", candidates: scores, winner: CANDIDATES - 1 },
        { type: "run-end", outcome: "done", durationMs: 10_000, error: null },
      ],
      runStart(`run ${run}`),
    );
  });
}

/** Runs in the page. */
async function opening(snapshot: unknown): Promise<Record<"shown" | "writable" | "elements" | "longest", number>> {
  interface Page {
    longest: number;
    postMessage(message: unknown, origin: string): void;
    drawn(): Promise<void>;
    requestIdleCallback(idle: () => void): void;
    document: { querySelectorAll(selector: string): ArrayLike<{ innerText: string }> };
  }
  const window = globalThis as unknown as Page;
  window.longest = 0;
  const began = performance.now();
  window.postMessage(snapshot, "*");
  await window.drawn();
  const markdown = window.document.querySelectorAll("article:last-of-type .markdown");
  if (markdown.length === 0) throw new Error("The last reply is not on the screen.");
  const shown = performance.now() - began;
  await new Promise<void>((resolve) => {
    window.requestIdleCallback(resolve);
  });
  const writable = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return { shown, writable, elements: window.document.querySelectorAll("*").length, longest: window.longest };
}

/** Scrolls up screen by screen. Returns the largest movement of the text beyond that. */
async function scrolledThrough(page: Measured["page"]): Promise<number> {
  return page.evaluate(async () => {
    interface Box {
      scrollTop: number;
      readonly clientHeight: number;
      getBoundingClientRect(): { readonly top: number; readonly bottom: number };
      querySelectorAll(selector: string): Iterable<Box>;
    }
    const { document, requestAnimationFrame: frame } = globalThis as unknown as {
      document: { querySelector(selector: string): Box };
      requestAnimationFrame: (next: () => void) => void;
    };
    const rest = async (): Promise<void> => {
      for (let i = 0; i < 6; i++)
        await new Promise<void>((resolve) => {
          frame(resolve);
        });
    };
    const box = document.querySelector("main");
    let most = 0;
    for (let screen = 0; screen < 60 && box.scrollTop > 0; screen++) {
      box.scrollTop -= box.clientHeight / 2;
      const middle = box.clientHeight / 2;
      const read = Array.from(box.querySelectorAll("article h2")).find((heading) => {
        const { top } = heading.getBoundingClientRect();
        return top > 0 && top < middle * 2;
      });
      const before = read?.getBoundingClientRect().top ?? 0;
      await rest();
      most = Math.max(most, Math.abs((read?.getBoundingClientRect().top ?? 0) - before));
    }
    return most;
  });
}
