import { once } from "node:events";
import { startDemoPool } from "../demo/index.ts";
import { starterFolder } from "../command-line/index.ts";
import { print } from "../terminal/index.ts";

/** `smcs demo`: serves the simulated models until the signal aborts. */
export async function serveDemo(options: { port?: number; instant?: true }, signal: AbortSignal): Promise<void> {
  const { port = 0, instant = false } = options;
  const demo = await startDemoPool({ starterFolder, instant, port });
  print(`Simulated models at ${demo.url}/v1 (kind "openai", no key). Ctrl+C ends it.`);
  if (!signal.aborted) await once(signal, "abort");
  await demo.close();
}
