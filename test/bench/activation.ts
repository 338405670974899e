import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { copyExtension } from "../support/vscode/copy-extension.ts";
import { runHostTests } from "../support/vscode/run-host-tests.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import type { ActivationMeasure } from "./activation-in-host.ts";
import { type Figure, figure } from "./figure.ts";
import { median } from "./interleaved.ts";

/** Below the repository, like the measuring code: the editor loads nothing from elsewhere. */
const EXTENSION = path.join(repositoryRoot, "out/bench/extension");
const STARTS = 3;
const LARGE = 10_000;
const MODELS = 15;
const MEGABYTE = 2 ** 20;

/**
 * Returns the extension's costs in the editor's extension host: in a real VS Code, with the starter bank and with a
 * large one.
 */
export async function measureActivation(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-"));
  try {
    const tests = path.join(repositoryRoot, "out/bench/activation.cjs");
    await build({
      entryPoints: [path.join(repositoryRoot, "test/bench/activation-in-host.ts")],
      outfile: tests,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode"],
    });
    await copyExtension(EXTENSION);
    await startWhenAsked();
    const small = await starts(folder, tests, path.join(folder, "small"));
    const large = path.join(folder, "large");
    await makeBank(folder, large);
    return [...figuresOf("starter bank", small), ...figuresOf("10,000 questions", await starts(folder, tests, large))];
  } finally {
    await rm(EXTENSION, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the extension start only when asked, so that the memory can be measured before. */
async function startWhenAsked(): Promise<void> {
  const file = path.join(EXTENSION, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
}

async function starts(folder: string, tests: string, bank: string): Promise<ActivationMeasure[]> {
  const measures: ActivationMeasure[] = [];
  for (let start = 0; start < STARTS; start++) {
    const figures = path.join(folder, `figures-${start}.json`);
    await runHostTests({
      extension: EXTENSION,
      besides: [],
      tests,
      env: { SMCS_BENCH_FIGURES: figures, SMCS_BENCH_BANK: bank, SMCS_DEMO_IF_EMPTY: "1", SMCS_DEMO_INSTANT: "1" },
    });
    measures.push(JSON.parse(await readFile(figures, "utf8")) as ActivationMeasure);
  }
  return measures;
}

function figuresOf(bank: string, measures: readonly ActivationMeasure[]): Figure[] {
  const of = (value: (measure: ActivationMeasure) => number): number => median(measures.map(value));
  const heap = (from: "before" | "idle", to: "idle" | "withBank") =>
    of((measure) => (measure[to].heap - measure[from].heap) / MEGABYTE);
  const outside = of(({ idle, withBank }) => (withBank.outside - idle.outside) / MEGABYTE);
  return [
    figure(
      `${bank}: activation`,
      of(({ activationMs }) => activationMs),
      "ms",
      "<= 30",
    ),
    figure(`${bank}: memory idle after activation, heap`, heap("before", "idle"), "MB"),
    figure(`${bank}: memory more once the bank is open, heap`, heap("idle", "withBank"), "MB"),
    figure(`${bank}: the same outside of the heap`, outside, "MB"),
    figure(
      `${bank}: first answer`,
      of(({ firstAnswerMs }) => firstAnswerMs),
      "ms",
    ),
  ];
}

async function makeBank(folder: string, bank: string): Promise<void> {
  const file = path.join(folder, "questions.jsonl");
  const lines = Array.from({ length: LARGE }, (_, row) =>
    JSON.stringify({
      id: `bench/${row}`,
      source: `source-${row % 12}`,
      domain: "coding",
      question: `How do I ${words[row % words.length] ?? ""} number ${row} in ${row % 2 === 0 ? "Python" : "TypeScript"}?`,
      task: { kind: "open" },
      capability: Object.fromEntries(
        Array.from({ length: MODELS }, (_, model) => [`model-${model}`, (row * 7 + model) % 3 === 0 ? 1 : 0]),
      ),
    }),
  );
  await writeFile(file, lines.join("\n"));
  const program = path.join(repositoryRoot, "dist/cli.mjs");
  await promisify(execFile)(process.execPath, [
    program,
    "bank",
    "import",
    file,
    "--format",
    "smcs-jsonl",
    "--bank",
    bank,
  ]);
}

const words = ["parse a file", "sort a list", "cancel a request", "mock a clock", "merge two maps", "split a string"];
