// The process that one program in Python runs in, or many judges' tests one after the other. Started by the sandbox, never
// by hand: see messages.ts for its argument.
import { SNAPSHOT_DESCRIPTOR } from "./messages.ts";
import { startPython } from "./python.ts";
import { sourceInSnapshot } from "./python-source.ts";
import { planOfProcess, servePrograms } from "./serve-programs.ts";

const source = sourceInSnapshot(SNAPSHOT_DESCRIPTOR);
void servePrograms(planOfProcess(), async (surroundings) => (await startPython(source, surroundings)).run);
