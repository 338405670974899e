import path from "node:path";
import type { SimulatedPool } from "../assembly/index.ts";
import { DEMO_CAPABILITY_FILE, readCapability, readStarterBank } from "../bank/opened/index.ts";
import { UnknownToDemoError } from "../core/errors.ts";
import { readEveryday } from "./everyday.ts";
import { readPreparedReplies } from "./prepared-replies.ts";
import { notionalPrices } from "./notional.ts";
import { demoModels } from "./profiles.ts";
import { startDemoServer } from "./server.ts";

/** The running simulated pool. */
export interface DemoPool {
  readonly url: string;
  readonly pool: SimulatedPool;
  close(): Promise<void>;
}

/** Options of the simulated pool. */
export interface DemoPoolOptions {
  readonly starterFolder: string;
  readonly instant: boolean;
  /**
   * Gives every model the price and the length of thinking that a real one of its kind might have, for tables that are
   * marked as simulated. Otherwise everything is free.
   */
  readonly notional?: boolean;
  readonly port?: number;
}

/** How many known questions are suggested in place of an unknown one. */
const NEAREST = 3;

/** Starts the simulated models on loopback and returns them as an ordinary endpoint. */
export async function startDemoPool(options: DemoPoolOptions): Promise<DemoPool> {
  const { starterFolder, instant, notional = false, port = 0 } = options;
  const [questions, prepared, everyday, capability] = await Promise.all([
    readStarterBank(starterFolder),
    readPreparedReplies(starterFolder),
    readEveryday(starterFolder),
    readCapability(path.join(starterFolder, DEMO_CAPABILITY_FILE)),
  ]);
  const server = await startDemoServer({ questions, prepared, everyday, instant, notional, port });
  const free = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };
  const models = demoModels.map((id) => ({ id, ...(notional ? notionalPrices(id) : free) }));
  const check = async (question: string): Promise<void> => {
    if ((await server.questions.match(question)) !== null) return;
    throw new UnknownToDemoError(await server.questions.nearest(question, NEAREST));
  };
  const endpoint = { name: "demo", kind: "openai", baseUrl: `${server.url}/v1`, models } as const;
  return {
    url: server.url,
    pool: { endpoint: { ...endpoint, models }, capability, check },
    close: () => server.close(),
  };
}
