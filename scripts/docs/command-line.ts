import type { Command, Option } from "commander";
import { buildProgram } from "../../src/cli/index.ts";
import { buildLaboratory } from "../../src/lab/index.ts";

/** Options of nearly every command; the page explains them once. */
const common = ["--settings <file>", "--bank <folder>", "--demo", "--json"];

/** Returns a reference of all commands and their options in Markdown: the contents of `--help` on one page. */
export function commandLineReference(): string {
  return allCommands().map(section).join("\n\n");
}

/** Returns the commands without subcommands, those of the laboratory last. */
export function allCommands(): Command[] {
  const { signal } = new AbortController();
  const [main, laboratory] = [buildProgram, buildLaboratory].map((build) => leaves(build(signal, () => undefined)));
  return [...(main ?? []).filter((command) => command.name() !== "bench"), ...(laboratory ?? [])];
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** Returns a command's name with its parents: `smcs bank import`. */
export function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function section(command: Command): string {
  const given = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? ` <${name}>` : ` [${name}]`;
  });
  const isCommon = (option: Option): boolean => common.includes(option.flags);
  const shared = command.options.filter(isCommon).map(({ flags }) => `\`${flags}\``);
  const own = command.options.filter((option) => !isCommon(option)).map(row);
  return [
    `### \`${fullName(command)}${given.join("")}\``,
    command.description(),
    ...(own.length === 0 ? [] : [["| option | |", "| --- | --- |", ...own].join("\n")]),
    ...(shared.length === 0 ? [] : [`Also: ${shared.join(", ")}.`]),
  ].join("\n\n");
}

function row({ flags, description, mandatory, defaultValue }: Option): string {
  const isWorthSaying = typeof defaultValue === "number" || typeof defaultValue === "string";
  const said = [
    description,
    ...(isWorthSaying ? [` (default: ${defaultValue})`] : []),
    ...(mandatory ? [" (required)"] : []),
  ].join("");
  return `| \`${flags}\` | ${said.replaceAll("|", "\\|")} |`;
}
