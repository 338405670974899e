// Starts Python from Pyodide's files, prepares it, and writes the snapshot for all later starts to standard output.
import { Buffer } from "node:buffer";
import { Input } from "./input.ts";
import { startPython } from "./python.ts";
import { sourcesInFolder } from "./python-source.ts";
import { planOfProcess } from "./serve-programs.ts";

const { pyodideFolder, memoryLimitMb } = planOfProcess();
const surroundings = {
  input: new Input(),
  memoryLimitMb,
  onFlood: (): never => {
    throw new Error("Python wrote too much while it was prepared.");
  },
};

async function writeSnapshot(): Promise<void> {
  const { fromScratch, fromMemory, write } = sourcesInFolder(pyodideFolder);
  const python = await startPython(fromScratch, surroundings);
  python.prepare();
  const memory = python.memory();
  let found: Uint8Array = new Uint8Array();
  // This second start reveals what a later start finds in its memory, and compiles its functions.
  const source = fromMemory(memory, (after, before) => {
    if (Buffer.compare(memory, after) !== 0) throw new Error("Python does not go on with its memory as it was.");
    found = before;
  });
  await startPython(source, surroundings);
  write(1, { memory, before: found });
  process.exit(0);
}

void writeSnapshot();
