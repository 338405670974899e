import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { finishTuning } from "../bank/tuning/index.ts";
import { closeSharedSandbox, type Sources } from "../assembly/index.ts";
import { baseUrlOf, isReadableOnTheWay, isTeamBank, originOf } from "../servers/index.ts";
import { messageOf, SettingsError } from "../core/errors.ts";
import { parsePromptFile, parseSettings, type Settings } from "../core/settings/index.ts";
import { type DemoPoolOptions, startDemoPool } from "../demo/index.ts";
import { say, UsageError } from "../terminal/index.ts";
import { withCopy } from "./team.ts";

/** Options that every command with models shares. */
export interface SourceOptions {
  readonly settings?: string;
  /** A file of prompts that replace those of the settings and SMCS's own. */
  readonly prompts?: string;
  readonly bank?: string;
  readonly demo?: true;
  readonly json?: true;
  readonly system?: string;
  readonly preset?: string;
}

/** The folder of the bundle, in the repository and in an installed package alike. */
const distFolder = fileURLToPath(new URL(".", import.meta.url));

/** Folders of the processes that check replies. */
export const checkingFolders = { dist: distFolder, snapshots: path.join(homedir(), ".smcs", "sandbox") };

export const starterFolder = path.join(distFolder, "../starter-bank");

/** Folder of the downloaded embedding models. */
const modelsFolder = path.join(homedir(), ".smcs", "models");

/**
 * Runs `use` with the sources that the options describe. Requested simulated models run as long as `use`.
 *
 * @param simulation options of the simulated models
 * @throws SettingsError, UsageError
 */
export async function withSources<Result>(
  options: SourceOptions,
  use: (sources: Sources) => Promise<Result>,
  simulation: Pick<DemoPoolOptions, "notional"> = {},
): Promise<Result> {
  const settings = await settingsOf(options);
  const location = options.bank ?? (settings.bankLocation || path.join(homedir(), ".smcs", "bank"));
  // On the command line the simulated models answer at once, without a human pace.
  const demo = options.demo === true ? await startDemoPool({ starterFolder, instant: true, ...simulation }) : null;
  try {
    const simulated = demo?.pool ?? null;
    const onNotice = (message: string): void => {
      say(message);
    };
    const sources = {
      settings,
      keyOf: keysFromEnvironment(),
      modelsFolder,
      simulated,
      sandboxFolders: checkingFolders,
      onNotice,
    };
    if (!isTeamBank(location)) return await use({ ...sources, bankFolder: path.resolve(location), starterFolder });
    return await withCopy(location, (bankFolder) => use({ ...sources, bankFolder, starterFolder: "", isShared: true }));
  } finally {
    await closeSharedSandbox();
    await finishTuning(() => {
      say("Learning from the question bank for the next question ...");
    });
    await demo?.close();
  }
}

/** Returns the settings that the options describe. @throws SettingsError, UsageError */
export async function settingsOf(options: SourceOptions): Promise<Settings> {
  const settings = parseSettings(await rawSettings(options));
  const { prompts: file } = options;
  if (file === undefined) return settings;
  const { size } = await stat(file).catch(failedAs("prompts", file));
  if (size > LARGEST_PROMPTS) {
    throw new SettingsError(
      file,
      `has ${size.toLocaleString("en")} bytes, and a file of prompts may have ${LARGEST_PROMPTS.toLocaleString("en")}. Leave out the data sets that you do not ask.`,
    );
  }
  return { ...settings, promptTemplates: parsePromptFile(file, await readJson("prompts", file)) };
}

/** Maximum size of a file of prompts, in bytes. */
const LARGEST_PROMPTS = 4 * 1024 * 1024;

async function rawSettings({ settings: file, system, preset }: SourceOptions): Promise<Record<string, unknown>> {
  const fromFile = file === undefined ? {} : await readSettingsFile(file);
  return {
    ...fromFile,
    ...(system === undefined ? {} : { "smcs.system": system }),
    ...(preset === undefined ? {} : { "smcs.preset": preset }),
  };
}

/** Reads JSON in the dialect of settings.json, with comments and trailing commas. @param option that names the file */
async function readJson(option: string, file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(failedAs(option, file));
  const errors: ParseError[] = [];
  // Editors on Windows write a byte order mark at the beginning of a file.
  const value = parsed(file, text.replace(/^\ufeff/, ""), errors);
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split("\n").length;
    throw new SettingsError(file, `line ${line} is not JSON (${printParseErrorCode(error.error)}).`);
  }
  return value;
}

/** @throws SettingsError when nested brackets exhaust the stack */
function parsed(file: string, text: string, errors: ParseError[]): unknown {
  try {
    return parse(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new SettingsError(file, "nests too deeply to be read.");
    throw error;
  }
}

function failedAs(option: string, file: string): (error: unknown) => never {
  return (error) => {
    throw new UsageError(`--${option} ${file}: ${messageOf(error)}`);
  };
}

async function readSettingsFile(file: string): Promise<Record<string, unknown>> {
  const value = await readJson("settings", file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SettingsError(file, "must hold one JSON object with smcs.* keys.");
  }
  const settings = value as Record<string, unknown>;
  if (!Object.keys(settings).some((key) => key.startsWith("smcs."))) {
    say(`Note: ${file} has no setting of SMCS; their names begin with smcs.`);
  }
  return settings;
}

/**
 * Returns a function that reads the environment variable of an endpoint's `apiKeyEnv`; settings allow only names that
 * end in `_API_KEY`. It warns once for each endpoint whose key or header goes to another machine without encryption.
 */
function keysFromEnvironment(): Sources["keyOf"] {
  const told = new Set<string>();
  return (endpoint) => {
    const { name, apiKeyEnv, headers = {} } = endpoint;
    const key = apiKeyEnv === undefined ? "" : (process.env[apiKeyEnv]?.trim() ?? "");
    if (apiKeyEnv !== undefined && key === "") say(`Note: ${apiKeyEnv} is not set, so ${name} is asked without a key.`);
    const hasSecret = key !== "" || Object.keys(headers).length > 0;
    const baseUrl = baseUrlOf(endpoint);
    if (hasSecret && isReadableOnTheWay(baseUrl) && !told.has(name)) {
      told.add(name);
      say(
        `Warning: the key or headers of ${name} go to ${originOf(baseUrl)} without encryption: others on the network can read them, the questions and the answers. If the server has an https address, use that.`,
      );
    }
    return Promise.resolve(key === "" ? null : key);
  };
}
