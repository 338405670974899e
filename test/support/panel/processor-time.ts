import type { PanelPage } from "./panel-page.ts";

/**
 * Starts a stopwatch of the processor time that the page's main thread takes, in milliseconds, and returns what reads it.
 * Time by the clock depends on what else the machine does.
 */
export async function processorTime({ page }: PanelPage): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  };
}
