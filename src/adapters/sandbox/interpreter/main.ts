// The process that one program runs in. Started by the sandbox, never by hand: see messages.ts for its argument.
import { Buffer } from "node:buffer";
import { Input } from "./input.ts";
import type { InterpreterPlan, ProgramReply, ProgramRequest, Readiness } from "./messages.ts";
import type { Output } from "./output.ts";
import { writeAll } from "./output.ts";
import { permissionsInForce, shutDoors } from "./shut-doors.ts";

const plan = JSON.parse(process.argv[2] ?? "") as InterpreterPlan;
const input = new Input();
const exit = process.exit.bind(process);

function say(message: Readiness | ProgramReply): void {
  writeAll(1, Buffer.from(`${JSON.stringify(message)}\n`));
}

function onFlood(output: Output): never {
  say({ ...output.reply("error", "The program wrote more than 1 MiB to its standard output."), stdout: "" });
  return exit(0);
}

async function start(): Promise<(request: ProgramRequest) => ProgramReply> {
  if (plan.kind === "javascript") return (await import("./quickjs.ts")).startQuickJs(plan, { input, onFlood });
  const { startPython } = await import("./python.ts");
  const python = await startPython(plan, plan.kind === "python", { input, onFlood });
  if (plan.kind === "python") return python.run;
  python.prepare();
  writeAll(1, python.memory());
  return exit(0);
}

const run = await start();
const permissions = permissionsInForce();
shutDoors();
say({ ready: true, permissions });
// Null when the sandbox is gone, or has no use for this process.
const line = input.line();
if (line !== null) {
  try {
    say(run(JSON.parse(line) as ProgramRequest));
  } catch (error) {
    // A stack that the interpreter itself has used up, for one.
    say({ status: "crashed", stdout: "", error: String(error) });
  }
}
exit(0);
