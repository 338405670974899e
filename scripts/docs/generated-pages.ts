import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type FormatConfig, format } from "oxfmt";
import type { RunRecord } from "../../src/core/record/index.ts";
import { commandLineReference } from "./command-line.ts";
import { withBlock } from "./generated-block.ts";
import { withDefinedLists } from "./manifest-lists.ts";
import { presetTable, wayTable } from "./presets.ts";
import { roomsInMarkdown } from "./rooms.ts";
import { QUESTION, SEED, workedExample } from "./worked-example.ts";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Returns the manifest and the pages with generated parts, with up-to-date content, by their path in the repository.
 */
export async function generatedPages(): Promise<Map<string, string>> {
  return new Map([
    ["package.json", withDefinedLists(await readFile(path.join(root, "package.json"), "utf8"))],
    await page("ARCHITECTURE.md", { rooms: roomsInMarkdown() }),
    await page("docs/command-line.md", { commands: commandLineReference() }),
    await page("docs/systems.md", { ways: wayTable() }),
    await page("docs/how-an-answer-is-made.md", { presets: presetTable(), example: workedExample(await exampleRun()) }),
  ]);
}

/** @param blocks the content of each block, by its name */
async function page(file: string, blocks: Readonly<Record<string, string>>): Promise<[string, string]> {
  const written = await readFile(path.join(root, file), "utf8");
  const text = Object.entries(blocks).reduce((filled, [name, content]) => withBlock(filled, name, content), written);
  return [file, await formatted(file, text)];
}

async function formatted(file: string, text: string): Promise<string> {
  const options = JSON.parse(await readFile(path.join(root, ".oxfmtrc.json"), "utf8")) as FormatConfig;
  const { code, errors } = await format(file, text, options);
  if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`);
  return code;
}

/** Resolves with a run of the simulated models, made by the built command line. */
async function exampleRun(): Promise<RunRecord> {
  const cli = path.join(root, "dist/cli.mjs");
  const args = [cli, "ask", QUESTION, "--demo", "--seed", String(SEED), "--no-records", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as RunRecord;
}
