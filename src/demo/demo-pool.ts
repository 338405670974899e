import path from "node:path";
import type { SimulatedPool } from "../adapters/assemble.ts";
import { readCapability } from "../adapters/question-bank/capability-lines.ts";
import { DEMO_CAPABILITY_FILE, readStarterBank } from "../adapters/question-bank/starter-bank.ts";
import { readPreparedReplies } from "./prepared-replies.ts";
import { demoModels } from "./profiles.ts";
import { startDemoServer } from "./server.ts";

/** The running simulated pool. */
export interface DemoPool {
  readonly url: string;
  readonly pool: SimulatedPool;
  close(): Promise<void>;
}

/** Starts the simulated models on loopback and describes them as an endpoint like any other. */
export async function startDemoPool(options: {
  readonly starterFolder: string;
  readonly instant: boolean;
  readonly port?: number;
}): Promise<DemoPool> {
  const { starterFolder, instant, port = 0 } = options;
  const [questions, prepared, capability] = await Promise.all([
    readStarterBank(starterFolder),
    readPreparedReplies(starterFolder),
    readCapability(path.join(starterFolder, DEMO_CAPABILITY_FILE)),
  ]);
  const server = await startDemoServer({ questions, prepared, instant, port });
  const models = demoModels.map((id) => ({ id, promptUsdPerMTok: 0, completionUsdPerMTok: 0 }));
  const endpoint = { name: "demo", kind: "openai", baseUrl: `${server.url}/v1`, models } as const;
  return { url: server.url, pool: { endpoint: { ...endpoint, models }, capability }, close: () => server.close() };
}
