import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { commands, ConfigurationTarget, extensions, workspace } from "vscode";
import type { ExtensionApi } from "../../src/host/index.ts";

/** Memory of the extension host in bytes, after garbage collection. */
interface Memory {
  readonly heap: number;
  readonly outside: number;
}

/** The measurements of one start of the editor. */
export interface ActivationMeasure {
  readonly activationMs: number;
  readonly before: Memory;
  readonly idle: Memory;
  /** With the bank open, after the first answer of simulated models that answer at once. */
  readonly withBank: Memory;
  readonly firstAnswerMs: number;
}

/** Runs in the extension host: writes the measurements to the file that SMCS_BENCH_FIGURES names. */
export async function run(): Promise<void> {
  const extension = extensions.getExtension<ExtensionApi>("smcs.smcs");
  if (extension === undefined) throw new Error("smcs.smcs is not installed.");
  const bank = process.env["SMCS_BENCH_BANK"];
  await workspace.getConfiguration("smcs").update("bank.location", bank, ConfigurationTarget.Global);
  const before = await memory();
  const { activationMs } = await extension.activate();
  const idle = await memory();
  const startedAt = performance.now();
  await commands.executeCommand("smcs.ask", "How do I parse a CSV file in Python?");
  const firstAnswerMs = performance.now() - startedAt;
  const withBank = await memory();
  const measure: ActivationMeasure = { activationMs, before, idle, withBank, firstAnswerMs };
  writeFileSync(process.env["SMCS_BENCH_FIGURES"] ?? "", JSON.stringify(measure));
  // The result file of test runs: without it, the run counts as failed.
  writeFileSync(process.env["SMCS_TEST_RESULT"] ?? "", JSON.stringify({ passed: 1, failed: 0, failures: [] }));
}

async function memory(): Promise<Memory> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round++) {
    collect();
    await setTimeout(200);
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, outside: external + arrayBuffers };
}
