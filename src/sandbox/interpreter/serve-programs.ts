import { Buffer } from "node:buffer";
import { Input } from "./input.ts";
import type { InterpreterPlan, ProgramReply, ProgramRequest, Readiness } from "./messages.ts";
import { type Output, writeAll } from "./output.ts";
import { permissionsInForce, shutDoors } from "./shut-doors.ts";

/** What an interpreter is given: the process's input, and what ends the process when a program writes without end. */
export interface Surroundings {
  readonly input: Input;
  /** What a program and its data may take, in MiB. */
  readonly memoryLimitMb: number;
  readonly onFlood: (output: Output) => never;
}

/** An interpreter that waits for a program. */
interface Interpreter {
  readonly run: (request: ProgramRequest) => ProgramReply;
  /** Makes it as if it had run nothing. @returns false where it cannot, and a new one has to be started */
  readonly rewind?: () => boolean;
}

/** What the sandbox says at a process's start. */
export function planOfProcess(): InterpreterPlan {
  return JSON.parse(process.argv[2] ?? "") as InterpreterPlan;
}

function say(message: Readiness | ProgramReply): void {
  writeAll(1, Buffer.from(`${JSON.stringify(message)}\n`));
}

/**
 * Runs the process's program in an interpreter, and ends the process. A process of judges goes on with the next check
 * in an interpreter that is as new.
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
    // Null when the sandbox is gone, or has no use for this process.
    const line = surroundings.input.line();
    if (line === null) return exit(0);
    try {
      say(interpreter.run(JSON.parse(line) as ProgramRequest));
    } catch (error) {
      // A stack that the interpreter itself has used up, for one.
      say({ status: "crashed", stdout: "", error: String(error) });
      return exit(0);
    }
    if (kind !== "judge") return exit(0);
    if (interpreter.rewind?.() !== true) interpreter = await start(surroundings);
  }
}
