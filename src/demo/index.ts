/** The simulated models: a server on loopback like any other, and what the models know and say. */
export { type DemoPool, type DemoPoolOptions, startDemoPool } from "./demo-pool.ts";
export { readPreparedReplies } from "./prepared-replies.ts";
export { demoModels } from "./profiles.ts";
export type { DemoServerOptions } from "./server.ts";
export { simulatedDurationMs } from "./notional.ts";
export { STARTER_BANK } from "./write-capability.ts";
