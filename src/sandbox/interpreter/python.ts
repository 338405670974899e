import { Script } from "node:vm";
import { BareRealm } from "./bare-realm.ts";
import type { ProgramReply, ProgramRequest } from "./messages.ts";
import { Output, writeAll } from "./output.ts";
import { FILES, type PythonSource } from "./python-source.ts";
import type { Surroundings } from "./serve-programs.ts";
import { FAREWELL, PREPARATION } from "./python-text.ts";

/** The interface of PYTHON_REALM. */
interface PythonRealm {
  start(snapshotSize: number): Promise<void>;
  memory(): Uint8Array;
  keep(): void;
  rewind(): boolean;
  prepare(text: string): string;
}

/** A started CPython that waits for one program. */
interface Python {
  readonly memory: () => Uint8Array;
  readonly prepare: () => void;
  /** Copies the memory, before the first run. */
  readonly keep: () => void;
  /**
   * Restores the memory from its copy. @returns false when there is no copy, or a run has changed more than the memory
   */
  readonly rewind: () => boolean;
  readonly run: (request: ProgramRequest) => ProgramReply;
}

const CALL = new Script("(python) => { globalThis.runProgram = (...given) => python.run(...given); }", {
  filename: "call.js",
});

/**
 * Starts CPython in a bare realm of its own.
 *
 * @param input after the request, its lines are messages to a program that has a side of a check
 */
export async function startPython(
  { scripts, files, abiVersion, memory }: PythonSource,
  { input, onFlood, memoryLimitMb }: Surroundings,
): Promise<Python> {
  const newOutput = (): Output => {
    const made: Output = new Output(() => {
      onFlood(made);
    });
    return made;
  };
  let output = newOutput();
  let fault = "";
  const realm = new BareRealm(files, (text) => {
    fault ||= text;
  });
  const [makePython] = scripts.map((script) => realm.run(script)).slice(-1) as [(host: object) => PythonRealm];
  const python = makePython({
    abiVersion,
    memoryLimit: memoryLimitMb * 2 ** 20,
    librarySize: files.size(FILES.standardLibrary),
    readSnapshot: (into: Uint8Array) => {
      memory?.read(into);
    },
    started: (after: Uint8Array) => {
      memory?.onStarted?.(after);
    },
    write: (descriptor: number, bytes: Uint8Array) => {
      output.write(descriptor, bytes);
    },
    send: (bytes: Uint8Array) => {
      writeAll(1, bytes);
    },
    receive: (into: Uint8Array) => input.read(into),
    fault: (text: string) => {
      fault = text;
    },
  });
  (realm.run(CALL) as (python: PythonRealm) => void)(python);
  await python.start(memory?.size ?? 0);

  return {
    memory: () => python.memory(),
    keep: () => {
      python.keep();
    },
    rewind: () => {
      output = newOutput();
      fault = "";
      return python.rewind();
    },
    prepare: () => {
      const status = python.prepare(PREPARATION);
      const { error } = output.reply("error");
      if (status !== "finished") throw new Error(`Python could not be prepared: ${error}`);
    },
    run: ({ program, stopsItselfMs }) => {
      const given = [program, FAREWELL].map((value) => JSON.stringify(value)).join(", ");
      const status = realm.run(
        new Script(`runProgram(${given})`, { filename: "run.js" }),
        stopsItselfMs,
      ) as ProgramReply["status"];
      return output.reply(status, fault);
    },
  };
}
