import type { Command } from "commander";
import { ensureBank } from "../bank/opened/index.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { settingsOf, sourceOptions, type SourceOptions, starterFolder, teamBankAt } from "../command-line/index.ts";
import { bankIn, isTeamBank, teamName } from "../servers/index.ts";
import { type Synchronised, type TeamBank, type TeamStatus } from "../team-bank/index.ts";
import { print, printResult, UsageError } from "../terminal/index.ts";

/** Loaded only by these commands. */
const teamBank = async () => import("../team-bank/index.ts");

/** Adds the commands of a bank that a team shares. */
export function addTeamCommands(team: Command, signal: AbortSignal): void {
  team.exitOverride();
  sourceOptions(team.command("init").description("Create the tables of the team bank, or bring them up to date."))
    .option("--empty", "leave out the starter bank")
    .action(initialise);
  sourceOptions(team.command("grant").description("Let a role of the database read the team bank, or write it, too."))
    .argument("<role>")
    .option("--write", "read and write")
    .action(grantTo);
  sourceOptions(team.command("status").description("Show what the team bank holds, and who wrote last.")).action(
    printStatus,
  );
  sourceOptions(team.command("sync").description("Make the copy on this machine and the team bank equal now.")).action(
    async (options: SourceOptions) => {
      await synchroniseNow(options, signal);
    },
  );
}

/** @throws UsageError when the options name a folder; SettingsError */
async function teamOf(options: SourceOptions): Promise<TeamBank> {
  const location = options.bank ?? (await settingsOf(options)).bankLocation;
  if (isTeamBank(location)) return teamBankAt(location);
  throw new UsageError(
    "These commands are for a team bank. Name it with --bank postgresql://role@host/database, or with smcs.bank.location in the settings.",
  );
}

async function initialise(options: SourceOptions & { readonly empty?: true }): Promise<void> {
  const team = await teamOf(options);
  const { createTables, fillEmpty } = await teamBank();
  const steps = await createTables(team.access);
  const fill = async (): Promise<void> => ensureBank(bankIn(team.folder), starterFolder, builtInEmbedder());
  const filled = options.empty === true ? 0 : await fillEmpty(team, fill);
  const name = teamName(team.access.address);
  const summary = [
    steps.length === 0 ? `The tables of ${name} are up to date.` : `The tables of ${name} are ready.`,
    ...(filled === 0 ? [] : [`They have the ${filled} questions of the starter bank.`]),
  ];
  printResult(options, { steps, questions: filled }, summary.join("\n"));
}

async function grantTo(role: string, options: SourceOptions & { readonly write?: true }): Promise<void> {
  const { access } = await teamOf(options);
  const { grant } = await teamBank();
  const right = options.write === true ? "write" : "read";
  await grant(access, role, right);
  print(right === "write" ? `${role} may read and write the team bank.` : `${role} may read the team bank.`);
}

async function printStatus(options: SourceOptions): Promise<void> {
  const { access, folder } = await teamOf(options);
  const { teamStatus } = await teamBank();
  const status = await teamStatus(access);
  const text = [...statusLines(teamName(access.address), status), `The copy on this machine: ${bankIn(folder)}`];
  printResult(options, { ...status, copy: bankIn(folder) }, text.join("\n"));
}

function statusLines(name: string, status: TeamStatus): string[] {
  const { revision, questions, outcomes, space, bytes, mayWrite, last } = status;
  const count = (value: number): string => value.toLocaleString("en");
  return [
    `${name}: revision ${revision}, ${count(questions)} questions, ${count(outcomes)} outcomes, ${(bytes / 1e6).toFixed(1)} MB`,
    `Embedded in ${space === "" ? "no space yet" : space}. This role may ${mayWrite ? "read and write" : "read"}.`,
    ...last.map(
      (one) =>
        `  ${one.revision}  ${one.at.toISOString()}  ${one.role} (${one.client}): ${count(one.questions)} questions, ${count(one.outcomes)} outcomes`,
    ),
  ];
}

async function synchroniseNow(options: SourceOptions, signal: AbortSignal): Promise<void> {
  const team = await teamOf(options);
  const { synchronise } = await teamBank();
  const done = await synchronise(team, signal);
  if (done === null) throw new UsageError("Another program is synchronising this copy at the moment. Try again.");
  const { version: _, ...shown } = done;
  printResult(options, shown, summaryOf(done));
}

function summaryOf({ revision, taken, given, waiting, unreadable }: Synchronised): string {
  return [
    `Revision ${revision}: ${taken.toLocaleString("en")} questions changed here, ${given.toLocaleString("en")} there.`,
    ...(waiting === null ? [] : [waiting]),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} questions cannot be read and were passed over.`]),
  ].join("\n");
}
