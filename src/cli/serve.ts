import { once } from "node:events";
import { homedir } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import {
  dollars,
  promptOption,
  settingsOf,
  sourceOptions,
  type SourceOptions,
  wholeNumber,
  withSources,
} from "../command-line/index.ts";
import type { KeyLimits, ServeKey } from "../serve/index.ts";
import { print, printResult, say, UsageError } from "../terminal/index.ts";

/** Loaded only by these commands: the others need no server. */
const server = async () => import("../serve/index.ts");

/** Milliseconds in which running answers may end after the first signal. */
const GRACE_MS = 30_000;

/** The options of `smcs serve`. */
interface ServeArguments extends SourceOptions {
  readonly host: string;
  readonly port: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindProxy?: true;
  readonly keysFolder?: string;
}

/** The options of `smcs serve keys create`. */
interface NewKey {
  readonly keysFolder?: string;
  readonly perMinute?: number;
  readonly perDay?: number;
  readonly models?: string;
  readonly json?: true;
}

/** Adds `smcs serve` with its commands. */
export function addServeCommands(command: Command, signal: AbortSignal): void {
  command.exitOverride();
  inFolder(promptOption(sourceOptions(command)))
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port; 0 for any free one", wholeNumber, 8377)
    .option("--tls-cert <file>", "certificate, PEM")
    .option("--tls-key <file>", "its private key, PEM")
    .option("--behind-proxy", "a proxy in front of the server encrypts")
    .action(async (options: ServeArguments) => {
      await serveUntilStopped(options, signal);
    });
  const keys = command.command("keys").description("Create, list and revoke the keys of the server.").exitOverride();
  inFolder(keys.command("create").description("Create a key, and print it once."))
    .argument("<name>", "whose key it is, for lists and the log")
    .option("--per-minute <number>", "most requests a minute", wholeNumber)
    .option("--per-day <dollars>", "most US dollars a day (UTC)", dollars)
    .option("--models <names>", "only these served models, separated by commas")
    .option("--json", "print only one JSON document")
    .action(printNewKey);
  inFolder(keys.command("list").description("List the keys, without the keys themselves."))
    .option("--json", "print only one JSON document")
    .action(printKeys);
  inFolder(keys.command("revoke").description("Revoke a key; a running server refuses it at once."))
    .argument("<id-or-name>")
    .action(revoke);
}

function inFolder(command: Command): Command {
  return command.option("--keys-folder <folder>", "folder of the keys (default: ~/.smcs/serve)");
}

const folderOf = ({ keysFolder }: { readonly keysFolder?: string }): string =>
  path.resolve(keysFolder ?? path.join(homedir(), ".smcs", "serve"));

/** `smcs serve`: serves until the signal aborts, and then lets running answers end. */
async function serveUntilStopped(options: ServeArguments, signal: AbortSignal): Promise<void> {
  const { host, port, tlsCert, tlsKey, behindProxy = false } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError("--tls-cert and --tls-key belong together.");
  const { serve } = await server();
  await withSources(options, async (sources) => {
    const served = await serve({
      // Read for each request, so that a change of the settings counts at once.
      sources: async (manner) => ({ ...sources, settings: await settingsOf({ ...options, ...manner }) }),
      folder: folderOf(options),
      host,
      port,
      tls: tlsCert === undefined || tlsKey === undefined ? null : { cert: tlsCert, key: tlsKey },
      behindProxy,
      log: (line) => {
        say(JSON.stringify(line));
      },
    });
    print(`SMCS at ${served.url}. Ctrl+C ends it.`);
    if (!signal.aborted) await once(signal, "abort");
    say("Running answers may end; no further request is taken.");
    await served.close(GRACE_MS);
  });
}

async function printNewKey(name: string, options: NewKey): Promise<void> {
  const { perMinute = null, perDay = null } = options;
  if (name.trim() === "") throw new UsageError("The name is empty.");
  if (perMinute === 0) throw new UsageError("--per-minute must be at least 1.");
  const { createKey, servedModels } = await server();
  const models = modelsOf(options, servedModels);
  const limits: KeyLimits = { requestsPerMinute: perMinute, usdPerDay: perDay, models };
  const { key, stored } = await createKey(folderOf(options), name, limits);
  const { sha256: _, ...shown } = stored;
  printResult(options, { key, ...shown }, key);
  say(`This is the only time that the key of ${name} is shown; the server keeps its hash.`);
}

/** @throws UsageError for a model that is not served */
function modelsOf({ models }: NewKey, servedModels: readonly string[]): string[] | null {
  if (models === undefined) return null;
  const named = models.split(",").map((model) => model.trim());
  const unknown = named.find((model) => !servedModels.includes(model));
  if (unknown === undefined) return named;
  throw new UsageError(`--models: ${unknown} is not served. Served are ${servedModels.join(", ")}.`);
}

async function printKeys(options: { keysFolder?: string; json?: true }): Promise<void> {
  const { listKeys } = await server();
  const keys = await listKeys(folderOf(options));
  const shown = keys.map(({ sha256: _, ...key }) => key);
  printResult(options, shown, keys.length === 0 ? "There is no key." : keys.map(keyLine).join("\n"));
}

function keyLine({ id, name, createdAt, requestsPerMinute, usdPerDay, models }: ServeKey): string {
  const limits = [
    ...(requestsPerMinute === null ? [] : [`${requestsPerMinute} requests a minute`]),
    ...(usdPerDay === null ? [] : [`$${usdPerDay} a day`]),
    ...(models === null ? [] : [models.join(", ")]),
  ];
  return `${id}  ${name}, since ${createdAt.slice(0, "2026-01-31".length)}${limits.length === 0 ? "" : `: ${limits.join("; ")}`}`;
}

async function revoke(idOrName: string, options: { keysFolder?: string }): Promise<void> {
  const { revokeKey } = await server();
  const revoked = await revokeKey(folderOf(options), idOrName);
  if (revoked === 0) throw new UsageError(`There is no key ${idOrName}. smcs serve keys list shows all.`);
  print(revoked === 1 ? "One key is revoked." : `${revoked} keys are revoked.`);
}
