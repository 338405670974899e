import type { PanelPage } from "./panel-page.ts";

/** A traced event of the browser; times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time of the event's thread. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Returns the longest task of the page's main thread during the work, in milliseconds of processor time, because clock
 * time depends on other load on the machine.
 */
export async function longestTask({ page }: PanelPage, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page belongs to no browser.");
  await browser.startTracing(page, { categories: ["-*", "toplevel"] });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const mainThreads = new Set(threads.map(threadOf));
  const times = traceEvents
    .filter((event) => event.name.endsWith("RunTask") && mainThreads.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
  if (times.length === 0) throw new Error("The browser has traced no task.");
  return Math.max(...times);
}
