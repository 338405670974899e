// Entry of the process that runs one program in Python, or the tests of many checks one after the other. Only the
// sandbox starts it; messages.ts describes its argument.
import { SNAPSHOT_DESCRIPTOR } from "./messages.ts";
import { startPython } from "./python.ts";
import { sourceInSnapshot } from "./python-source.ts";
import { planOfProcess, servePrograms } from "./serve-programs.ts";

const source = sourceInSnapshot(SNAPSHOT_DESCRIPTOR);
let isFirst = true;
void servePrograms(planOfProcess(), async (surroundings) => {
  const python = await startPython(source, surroundings);
  // Most judges run one check. A second check makes more checks likely, and restoring the memory is four times faster
  // than a new start.
  if (!isFirst) python.keep();
  isFirst = false;
  return python;
});
