import { PYTHON_GUARDS } from "./python-guards.ts";

/**
 * Script that runs inside the bare realm and starts CPython without the bridge that Pyodide would build from Python to
 * JavaScript. Pyodide's own start imports `_pyodide_core` and connects objects of both languages. The script abandons
 * that start as soon as CPython itself runs, so no Python object ever represents a JavaScript object. PYTHON_GUARDS
 * removes the modules that could still create such an object or access raw memory.
 */
export const PYTHON_REALM = String.raw`(host) => {
  const guards = (${PYTHON_GUARDS})(host.memoryLimit);
  const FILE_INPUT = 257;
  const LOCK_FILE = JSON.stringify({
    info: { abi_version: host.abiVersion, arch: "wasm32", platform: "emscripten", python: "3" },
    packages: {},
  });

  const LIBRARY = "pyodide/python_stdlib.zip";
  /** Most programs import what the memory has already. */
  const readLibraryLate = ({ FS }) => {
    const [name] = FS.readdir("/lib").filter((name) => name.endsWith(".zip"));
    const { node } = FS.lookupPath("/lib/" + name);
    let contents;
    Object.defineProperty(node, "contents", {
      get: () => contents ??= new Uint8Array(readbuffer(LIBRARY)),
      set: (changed) => { contents = changed; },
    });
    node.usedBytes = host.librarySize;
  };

  /** @param snapshotSize bytes of the memory to go on with; 0 starts anew */
  const start = (snapshotSize) => new Promise((resolve, reject) => {
    const createPyodideModule = async (settings) => {
      if (snapshotSize > 0) {
        Object.assign(settings, { noInitialRun: true, INITIAL_MEMORY: snapshotSize });
        settings.preRun.unshift(({ HEAPU8 }) => { host.readSnapshot(HEAPU8); });
      }
      const python = await createModule(settings);
      host.started(python.HEAPU8);
      if (snapshotSize > 0) readLibraryLate(python);
      openStreams(python);
      if (snapshotSize === 0) guards.prepare(python);
      else guards.protect(python);
      resolve(python);
      return new Promise(() => undefined);
    };
    loadPyodide({
      indexURL: "pyodide/",
      createPyodideModule,
      lockFileContents: LOCK_FILE,
      packageBaseUrl: "none/",
      stdLibURL: snapshotSize > 0 ? "nothing" : LIBRARY,
      jsglobals: Object.create(null),
      env: { HOME: "/home/program", TZ: "UTC" },
      stdout: () => undefined,
      stderr: () => undefined,
      stdin: () => null,
    }).catch(reject);
  });

  const openStreams = ({ FS }) => {
    const write = (descriptor) => ({
      write: (_stream, bytes, offset, length) => {
        host.write(descriptor, new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length));
        return length;
      },
    });
    // Programs have no standard input: smcs_inputs gives each of them its own.
    const read = { read: () => 0 };
    const channel = {
      read: (_stream, bytes, offset, length) =>
        host.receive(new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length)),
      write: (_stream, bytes, offset, length) => {
        host.send(new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length));
        return length;
      },
    };
    const streams = [["stdin", read, 0], ["stdout", write(1), 1], ["stderr", write(2), 1], ["channel", channel, 2]];
    streams.forEach(([name, operations, flags], descriptor) => {
      const device = FS.makedev(64, descriptor);
      FS.registerDevice(device, operations);
      if (name !== "channel") {
        FS.closeStream(descriptor);
        FS.unlink("/dev/" + name);
      }
      FS.mkdev("/dev/" + name, device);
      FS.open("/dev/" + name, flags);
    });
  };

  const raised = (python, exception) => python._PyErr_ExceptionMatches(python.HEAPU32[exception >> 2]) !== 0;

  /** Runs a text as the module __main__; returns how it ended. */
  const run = (python, program, file) => {
    const main = python._PyModule_GetDict(python._PyImport_AddModule(python.stringToNewUTF8("__main__")));
    const code = python._Py_CompileString(python.stringToNewUTF8(program), python.stringToNewUTF8(file), FILE_INPUT);
    if (code !== 0 && python._PyEval_EvalCode(code, main, main) !== 0) return "finished";
    const status = raised(python, python._PyExc_MemoryError) ? "memory" : "error";
    python._PyErr_Print();
    return status;
  };

  const PROGRAM = "/home/program/program.py";
  /** Operations that change a file or folder without an open stream. */
  const CHANGES = ["doSetAttr", "rename", "rmdir", "symlink", "unlink", "utime"];
  /** Copy of the memory before the first run, and the files and streams that must be unchanged for it to be the whole state. */
  let kept = null;
  const surroundingsOf = ({ FS, HEAPU8 }) => [
    HEAPU8.length, FS.nextInode, FS.currentPath, FS.streams.length, ...FS.streams.flatMap((one) => [one, one?.flags]),
  ];
  const keep = ({ FS, HEAPU8 }) => {
    for (const name of CHANGES) {
      const change = FS[name];
      FS[name] = (...given) => { kept = null; return change.apply(FS, given); };
    }
    const { write } = FS;
    FS.write = (stream, ...given) => {
      if (FS.isFile(stream.node.mode)) kept = null;
      return write.call(FS, stream, ...given);
    };
    writeProgram("");
    kept = { memory: HEAPU8.slice(0, python._sbrk(0)), surroundings: surroundingsOf(python) };
  };
  /** Our own change of a file: every run finds its program. */
  const writeProgram = (program) => {
    const before = kept;
    python.FS.writeFile(PROGRAM, program);
    kept = before;
  };
  const rewind = () => {
    if (kept === null) return false;
    const found = surroundingsOf(python);
    if (kept.surroundings.some((one, index) => one !== found[index])) return false;
    // What the allocator has never asked for is as empty as it was.
    python.HEAPU8.fill(0, kept.memory.length, python._sbrk(0));
    python.HEAPU8.set(kept.memory);
    guards.rewind();
    return true;
  };

  let python;
  return {
    start: async (snapshotSize) => { python = await start(snapshotSize); },
    memory: () => python.HEAPU8,
    keep: () => { keep(python); },
    rewind,
    prepare: (text) => run(python, text, "prepare.py"),
    run: (program, farewell) => {
      writeProgram(program);
      let status;
      try {
        status = run(python, program, PROGRAM);
      } catch (error) {
        kept = null;
        // os._exit() unwinds the interpreter; so do a stack that is too deep and a fault.
        if (error !== null && typeof error === "object" && error.name === "ExitStatus") {
          return "error";
        }
        host.fault(String(error));
        return "crashed";
      }
      // What the program left to be done at its end; how it ended is settled.
      for (const text of farewell) {
        try {
          if (python._PyRun_SimpleString(python.stringToNewUTF8(text)) !== 0) break;
        } catch {
          kept = null;
          break;
        }
      }
      return status;
    },
  };
}`;
