import { Buffer } from "node:buffer";
import { Input } from "./input.ts";
import type { InterpreterPlan, ProgramReply, ProgramRequest, Readiness } from "./messages.ts";
import { type Output, writeAll } from "./output.ts";
import { permissionsInForce, shutDoors } from "./shut-doors.ts";

/** Input and limits of an interpreter. */
export interface Surroundings {
  readonly input: Input;
  /** Memory limit of a program and its data, in MiB. */
  readonly memoryLimitMb: number;
  readonly onFlood: (output: Output) => never;
}

/** An interpreter that waits for a program. */
interface Interpreter {
  readonly run: (request: ProgramRequest) => ProgramReply;
  /**
   * Resets the interpreter to its state before the first run. @returns false when it cannot, and a new one must be
   * started
   */
  readonly rewind?: () => boolean;
}

/** Returns the plan in the process's argument. */
export function planOfProcess(): InterpreterPlan {
  return JSON.parse(process.argv[2] ?? "") as InterpreterPlan;
}

function say(message: Readiness | ProgramReply): void {
  writeAll(1, Buffer.from(`${JSON.stringify(message)}\n`));
}

/**
 * Runs the process's program in an interpreter, and ends the process. A judge's process continues with the next check,
 * in an interpreter that is new or reset.
 *
 * @param start makes an interpreter for one program
 */
export async function servePrograms(
  { kind, memoryLimitMb }: InterpreterPlan,
  start: (surroundings: Surroundings) => Promise<Interpreter>,
): Promise<never> {
  const exit = process.exit.bind(process);
  const onFlood = (output: Output): never => {
    say({ ...output.reply("error", "The program wrote more than 1 MiB to its standard output."), stdout: "" });
    return exit(0);
  };
  const surroundings = { input: new Input(), memoryLimitMb, onFlood };
  let interpreter = await start(surroundings);
  const permissions = permissionsInForce();
  shutDoors();
  for (;;) {
    say({ ready: true, permissions });
    // Null when the sandbox has ended, or does not need this process.
    const line = surroundings.input.line();
    if (line === null) return exit(0);
    try {
      say(interpreter.run(JSON.parse(line) as ProgramRequest));
    } catch (error) {
      // For example, the interpreter itself has exhausted the stack.
      say({ status: "crashed", stdout: "", error: String(error) });
      return exit(0);
    }
    if (kind !== "judge") return exit(0);
    if (interpreter.rewind?.() !== true) interpreter = await start(surroundings);
  }
}
