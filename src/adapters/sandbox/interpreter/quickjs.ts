import { readFileSync } from "node:fs";
import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import { transform } from "sucrase";
import type { Input } from "./input.ts";
import type { InterpreterPlan, ProgramReply, ProgramRequest } from "./messages.ts";
import { Output } from "./output.ts";
import { runModule } from "./quickjs-program.ts";

/** Within the stack that the process has (see nodeFlags): the machine's own frames need more than QuickJS counts. */
const STACK_BYTES = (process.platform === "win32" ? 128 : 768) * 1024;

/** Starts QuickJS, for one program in JavaScript or TypeScript. */
export async function startQuickJs(
  { quickjsWasm, memoryLimitMb }: Pick<InterpreterPlan, "quickjsWasm" | "memoryLimitMb">,
  { input, onFlood }: { readonly input: Input; readonly onFlood: (output: Output) => void },
): Promise<(request: ProgramRequest) => ProgramReply> {
  const wasm = readFileSync(quickjsWasm);
  const variant = newVariant(releaseSync, { wasmBinary: new Uint8Array(wasm).buffer });
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  // The transformer's first run compiles it: a program need not wait for that.
  asJavaScript({ language: "typescript", program: "export const ready: boolean = true;" });
  return (request) => {
    const output: Output = new Output(() => {
      onFlood(output);
    });
    let program: string;
    try {
      program = asJavaScript(request);
    } catch (error) {
      return output.reply("error", String(error));
    }
    const runtime = quickjs.newRuntime({ memoryLimitBytes: memoryLimitMb * 2 ** 20, maxStackSizeBytes: STACK_BYTES });
    return runModule(runtime, { ...request, program }, { output, input });
  };
}

function asJavaScript({ language, program }: Pick<ProgramRequest, "language" | "program">): string {
  if (language === "javascript") return program;
  return transform(program, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports: false }).code;
}
