import type { Command } from "commander";
import { promptOption, settingsOf, sourceOptions, type SourceOptions, withSources } from "../command-line/index.ts";
import { say } from "../terminal/index.ts";

/** Adds `smcs mcp`. */
export function addMcpCommand(command: Command, signal: AbortSignal): void {
  promptOption(sourceOptions(command)).action(async (options: SourceOptions) => {
    const { serveMcp } = await import("../serve/index.ts");
    await withSources(options, (sources) =>
      serveMcp({
        // Read for each call, so that a change of the settings counts at once.
        sources: async (manner) => ({ ...sources, settings: await settingsOf({ ...options, ...manner }) }),
        log: (line) => {
          say(JSON.stringify(line));
        },
        signal,
      }),
    );
  });
}
