import type { PanelPage } from "./panel-page.ts";

/**
 * Starts measuring the processor time of the page's main thread. Returns a function that returns it in milliseconds.
 * Clock time depends on other load on the machine.
 */
export async function processorTime({ page }: PanelPage): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  };
}
