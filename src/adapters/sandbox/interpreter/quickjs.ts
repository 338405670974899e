import { readFileSync } from "node:fs";
import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import type { InterpreterPlan, ProgramReply, ProgramRequest } from "./messages.ts";
import { Output } from "./output.ts";
import { runModule } from "./quickjs-program.ts";
import type { Surroundings } from "./serve-programs.ts";

/** Within the stack that the process has (see nodeFlags): the machine's own frames need more than QuickJS counts. */
const STACK_BYTES = (process.platform === "win32" ? 128 : 768) * 1024;

/**
 * Compiles QuickJS.
 *
 * @param asJavaScript what is run of a program's text; throws where it is not in the language
 * @returns a function that starts it for one program
 */
export function quickJs(
  { quickjsWasm, memoryLimitMb }: Pick<InterpreterPlan, "quickjsWasm" | "memoryLimitMb">,
  asJavaScript: (program: string) => string = (program) => program,
): (surroundings: Surroundings) => Promise<(request: ProgramRequest) => ProgramReply> {
  const variant = newVariant(releaseSync, { wasmModule: new WebAssembly.Module(readFileSync(quickjsWasm)) });
  return async ({ input, onFlood }) => {
    const quickjs = await newQuickJSWASMModuleFromVariant(variant);
    return (request) => {
      const output: Output = new Output(() => {
        onFlood(output);
      });
      let program: string;
      try {
        program = asJavaScript(request.program);
      } catch (error) {
        return output.reply("error", String(error));
      }
      const runtime = quickjs.newRuntime({ memoryLimitBytes: memoryLimitMb * 2 ** 20, maxStackSizeBytes: STACK_BYTES });
      return runModule(runtime, { ...request, program }, { output, input });
    };
  };
}
