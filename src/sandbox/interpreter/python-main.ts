// The process that one program in Python runs in, or many judges' tests one after the other. Started by the sandbox, never
// by hand: see messages.ts for its argument.
import { SNAPSHOT_DESCRIPTOR } from "./messages.ts";
import { startPython } from "./python.ts";
import { sourceInSnapshot } from "./python-source.ts";
import { planOfProcess, servePrograms } from "./serve-programs.ts";

const source = sourceInSnapshot(SNAPSHOT_DESCRIPTOR);
let isFirst = true;
void servePrograms(planOfProcess(), async (surroundings) => {
  const python = await startPython(source, surroundings);
  // Most judges see one check. From the second on there may be more, and going back is four times faster than a new start.
  if (!isFirst) python.keep();
  isFirst = false;
  return python;
});
