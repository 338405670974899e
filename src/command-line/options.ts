import { type Command, InvalidArgumentError } from "commander";

/** Adds the options that select models, settings and bank. */
export function sourceOptions(command: Command): Command {
  return command
    .option("--settings <file>", "JSON file with the smcs.* settings")
    .option("--bank <folder>", "folder of the question bank, or a team bank: postgresql://role@host/database")
    .option("--demo", "use the simulated demo models")
    .option("--json", "print only one JSON document")
    .exitOverride();
}

/** Adds the option of commands that ask models or read their prompts. */
export function promptOption(command: Command): Command {
  return command.option("--prompts <file>", "JSON file with prompts in place of SMCS's own, as smcs.promptTemplates");
}

/**
 * Makes each command's error messages end with a pointer to its own help.
 *
 * @param name of the command as users type it
 */
export function nameHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help shows how to use it)`);
  for (const sub of command.commands) nameHelp(sub, `${name} ${sub.name()}`);
}

/** Returns a whole number of at least 0. @throws InvalidArgumentError */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError("It must be a whole number from 0 on.");
  return number;
}

/** Returns an amount in US dollars. @throws InvalidArgumentError */
export function dollars(given: string): number {
  const value = Number(given);
  if (given.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError("It must be an amount in US dollars, such as 2.50.");
}
