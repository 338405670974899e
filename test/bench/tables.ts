import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Figure, figure } from "./figure.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli.mjs", import.meta.url));
const QUESTIONS = 60;
const KILLED_AFTER_MS = 15_000;

interface Run {
  readonly minutes: number;
  /** Null for a run that was killed. */
  readonly sent: number | null;
  readonly made: { readonly tables: readonly unknown[]; readonly about: { readonly requests: number } } | null;
}

/** Measures all tables on the simulated pool: killed, continued, and repeated from the cache. */
export async function measureTables(): Promise<Figure[]> {
  const home = await mkdtemp(path.join(tmpdir(), "smcs-bench-"));
  try {
    const killed = await tables(home, KILLED_AFTER_MS);
    const whole = await tables(home);
    const again = await tables(home);
    if (whole.made === null || again.made === null) throw new Error("smcs bench tables made no tables.");
    const equal = JSON.stringify(whole.made.tables) === JSON.stringify(again.made.tables);
    return [
      figure(`all tables, ${QUESTIONS} questions, killed once`, killed.minutes + whole.minutes, "min", "<= 10"),
      figure("tables", whole.made.tables.length, "tables"),
      figure("replies that they follow from", whole.made.about.requests, "replies"),
      figure("of them asked before the kill", whole.made.about.requests - (whole.sent ?? 0), "replies"),
      figure("again, from what is kept", again.minutes, "min"),
      figure("requests sent by that", again.sent ?? -1, "requests", "<= 0"),
      figure("its tables are equal", equal ? 1 : 0, "", ">= 1"),
    ];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function tables(home: string, killAfterMs?: number): Promise<Run> {
  const given = ["--demo", "--limit", String(QUESTIONS), "--bank", path.join(home, "bank"), "--output", home, "--json"];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [PROGRAM, "bench", "tables", ...given], {
    env: { ...process.env, HOME: home, USERPROFILE: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (killAfterMs !== undefined) {
    await Promise.race([setTimeout(killAfterMs), closed]);
    child.kill("SIGKILL");
  }
  const status = await closed;
  const minutes = (performance.now() - startedAt) / 60_000;
  if (killAfterMs !== undefined) return { minutes, sent: null, made: null };
  if (status !== 0) throw new Error(`smcs bench tables ended with ${status}: ${output.stderr.slice(-2000)}`);
  const sent = Number(/^(\d+) requests were sent/m.exec(output.stderr)?.[1] ?? Number.NaN);
  return { minutes, sent, made: JSON.parse(output.stdout) as NonNullable<Run["made"]> };
}
