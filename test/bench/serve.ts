import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";

/** How many streams are open at the same time, and how long a model writes each, in milliseconds. */
const STREAMS = 200;
const WRITING_MS = 20_000;
/** Requests whose memory is compared, and how many are sent at a time. */
const [FEW, MANY, TOGETHER] = [1000, 10_000, 16];
/** Answers that run when the server is told to end. */
const AT_THE_END = 40;

/** A program of its own, with the address that it prints. */
interface Program {
  readonly url: string;
  readonly pid: number;
  /** Tells it to end, and resolves with its exit code. */
  readonly end: () => Promise<number | null>;
}

/**
 * Measures `smcs serve` over simulated models, each in a process of its own: how much later the first words come than
 * from the model itself, with 200 streams open at once; memory over 10,000 requests; and whether an ordered end loses
 * answers.
 */
export async function measureServe(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-serve-"));
  const started: Program[] = [];
  const start = async (args: readonly string[]): Promise<Program> => {
    const program = await startProgram(args, folder);
    started.push(program);
    return program;
  };
  try {
    const slow = await start([path.join(import.meta.dirname, "streaming-model.ts"), String(WRITING_MS)]);
    const quick = await start([path.join(import.meta.dirname, "streaming-model.ts"), "0"]);
    const serveOver = async (model: Program): Promise<Program> => {
      const settings = path.join(folder, `settings-${model.pid}.json`);
      const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };
      const endpoint = { name: "bench", kind: "openai", baseUrl: model.url, concurrency: 1000 };
      const models = [{ id: "model", ...prices }];
      await writeFile(settings, JSON.stringify({ "smcs.endpoints": [{ ...endpoint, models }] }));
      const bank = ["--bank", path.join(folder, `bank-${model.pid}`)];
      const cli = path.join(repositoryRoot, "dist/cli.mjs");
      return start([cli, "serve", "--port", "0", "--settings", settings, "--keys-folder", folder, ...bank]);
    };
    const server = await serveOver(slow);
    await answered(server.url);
    const direct = await firstTokens(slow.url, "model");
    const served = await firstTokens(server.url, "smcs/simple-router");
    const beyond = (share: number): number => at(served, share) - at(direct, share);

    const other = await serveOver(quick);
    const [few, many] = [await memoryAfter(other, FEW), await memoryAfter(other, MANY - FEW)];
    const running = Array.from({ length: AT_THE_END }, () => answered(server.url).then(...wholeOrNot));
    await pause(WRITING_MS / 10);
    const code = await server.end();
    const whole = (await Promise.all(running)).filter(Boolean).length;
    return [
      figure(`first words beyond the model's own, ${STREAMS} streams at once: median`, beyond(0.5), "ms"),
      figure(
        `first words beyond the model's own, ${STREAMS} streams at once: 95th percentile`,
        beyond(0.95),
        "ms",
        "<= 50",
      ),
      figure(`memory after ${FEW} requests`, few, "MiB"),
      figure(`memory after ${MANY} requests, by that after ${FEW}`, many / few, "times", "<= 1.2"),
      figure(
        `answers lost of ${AT_THE_END} that run when the server is told to end`,
        AT_THE_END - whole,
        "answers",
        "<= 0",
      ),
      figure("exit code of a server that was told to end", code ?? -1, "", "<= 0"),
    ];
  } finally {
    for (const program of started) await program.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const wholeOrNot = [() => true, () => false] as const;

/** Resolves with the milliseconds to the first words of streams that begin evenly while the others are open. */
async function firstTokens(url: string, model: string): Promise<number[]> {
  const times: Promise<number>[] = [];
  for (let count = 0; count < STREAMS; count += 1) {
    times.push(answered(url, model));
    await pause(WRITING_MS / STREAMS);
  }
  return Promise.all(times);
}

const agent = new Agent({ keepAlive: true });

/** Asks for a stream, and resolves with the milliseconds to its first words once it has ended. Rejects for a part. */
async function answered(url: string, model = "smcs/simple-router"): Promise<number> {
  const from = performance.now();
  const body = JSON.stringify({ model, stream: true, messages: [{ role: "user", content: "How do I sort a list?" }] });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const asking = request(`${url}/chat/completions`, { method: "POST", agent, headers });
  asking.end(body);
  const [reply] = (await once(asking, "response")) as [IncomingMessage];
  let [text, first] = ["", 0];
  for await (const piece of reply.setEncoding("utf8")) {
    text += String(piece);
    if (first === 0 && /"content":"[^"]/u.test(text)) first = performance.now() - from;
  }
  if (first === 0 || !text.includes("data: [DONE]")) throw new Error(`The stream broke off: ${text.slice(-300)}`);
  return first;
}

/** Sends requests, a few at a time, and resolves with the server's memory afterwards, in MiB. */
async function memoryAfter({ url, pid }: Program, requests: number): Promise<number> {
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await answered(url);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Infinity;
}

async function startProgram(args: readonly string[], home: string): Promise<Program> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, HOME: home },
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, "line"), ended.then(() => [""])])) as [string];
  const [url] = /http:\S+\/v1/u.exec(line) ?? [];
  if (url === undefined) throw new Error(`${args.join(" ")} did not start: ${line}`);
  return {
    url,
    pid: child.pid ?? 0,
    end: async () => {
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}
