import { readFileSync } from "node:fs";
import { type InterpreterPlan, type ProgramReply, type ProgramRequest, SNAPSHOT_DESCRIPTOR } from "./messages.ts";
import { Output } from "./output.ts";
import { runModule } from "./quickjs-program.ts";
import { quickJsInSnapshot, writeQuickJs } from "./quickjs-source.ts";
import { servePrograms } from "./serve-programs.ts";

/**
 * Runs the process's programs in QuickJS, or writes the snapshot that they start from.
 *
 * @param asJavaScript returns the JavaScript of a program's text; throws when the text is not in the language
 */
export async function serveQuickJs(
  plan: InterpreterPlan,
  asJavaScript: (program: string) => string = (program) => program,
): Promise<void> {
  const { kind, quickjsWasm, memoryLimitMb } = plan;
  if (kind === "snapshot") {
    await writeQuickJs(1, readFileSync(quickjsWasm), memoryLimitMb);
    process.exit(0);
  }
  const start = quickJsInSnapshot(SNAPSHOT_DESCRIPTOR);
  await servePrograms(plan, async ({ input, onFlood }) => {
    const context = await start();
    const run = (request: ProgramRequest): ProgramReply => {
      const output: Output = new Output(() => {
        onFlood(output);
      });
      let program: string;
      try {
        program = asJavaScript(request.program);
      } catch (error) {
        return output.reply("error", String(error));
      }
      return runModule(context, { ...request, program }, { output, input });
    };
    return { run };
  });
}
