/**
 * `npm run test:stress -- FILES --times N --load L`: runs test files N times beside L busy processes, to find tests and
 * programs that depend on timing. Stops at the first failure and keeps its results.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { alone, explain, WrongCall } from "./alone.ts";
import { endOnSignals } from "./child.ts";
import { runCheck } from "./run-check.ts";
import { runTests } from "./run-tests.ts";
import { checksBefore, chooseFiles } from "./steps.ts";
import { count, stepLines } from "./summary.ts";

const RESULTS = "test-results/stress";

/** Keeps one processor busy until the process that started it is gone. */
const BUSY = "const parent = process.ppid; while (process.ppid === parent) for (let i = 0; i < 1e7; i++);";

function keepBusy(processes: number): void {
  const busy = Array.from({ length: processes }, (): ChildProcess =>
    spawn(process.execPath, ["--eval", BUSY], { stdio: "ignore" }),
  );
  process.once("exit", () => {
    for (const child of busy) child.kill("SIGKILL");
  });
}

async function stress(named: readonly string[], times: number, load: number): Promise<boolean> {
  const chosen = chooseFiles(named);
  await alone();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  // Tests keep the evidence of failures here, so the gate's own evidence stays.
  process.env["SMCS_FAILURES"] = path.resolve(RESULTS, "failures");
  for (const check of checksBefore(chosen.map(([step]) => step))) {
    const outcomes = await runCheck(check, path.join(RESULTS, check.name));
    if (count(outcomes, "failed") === 0) continue;
    console.log(stepLines({ name: check.name, from: 0, to: 0, outcomes }));
    return false;
  }
  keepBusy(load);
  for (let time = 1; time <= times; time++)
    for (const [step, files] of chosen) {
      const from = performance.now() / 1000;
      const outcomes = await runTests(step, files, path.join(RESULTS, `${time}-${step.name.replaceAll(/\W+/g, "-")}`));
      const end = { name: `${time} of ${times}, ${step.name}`, from, to: performance.now() / 1000, outcomes };
      console.log(stepLines(end));
      if (count(outcomes, "failed") === 0) continue;
      console.log(`Stopped at the first failure. What it left: ${RESULTS}`);
      return false;
    }
  return true;
}

const USAGE = "usage: npm run test:stress -- FILES [--times N] [--load L]";

function readArguments(): { readonly files: readonly string[]; readonly times: number; readonly load: number } {
  // Without the two dashes, npm treats the options as its own.
  if ("npm_config_times" in process.env || "npm_config_load" in process.env) throw new WrongCall(USAGE);
  try {
    const options = { times: { type: "string", default: "30" }, load: { type: "string", default: "4" } } as const;
    const { values, positionals: files } = parseArgs({ allowPositionals: true, options });
    const [times, load] = [Number(values.times), Number(values.load)];
    if (files.length > 0 && Number.isInteger(times) && times >= 1 && Number.isInteger(load) && load >= 0)
      return { files, times, load };
  } catch {
    // All wrong calls get the same message.
  }
  throw new WrongCall(USAGE);
}

async function main(): Promise<void> {
  const { files, times, load } = readArguments();
  endOnSignals();
  process.exit((await stress(files, times, load)) ? 0 : 1);
}

await main().catch(explain);
