import { PYTHON_STREAMS } from "./python-streams.ts";

/**
 * Script that runs inside the bare realm, beside PYTHON_REALM. Limits the memory of files, removes modules, and
 * protects streams.
 *
 * Functions of JavaScript and WebAssembly's table of functions are outside of the interpreter's memory. So a program
 * that can write to all of that memory still cannot restore what is replaced there.
 */
export const PYTHON_GUARDS = String.raw`(memoryLimit) => {
  let python = null;

  // Files. Emscripten keeps them in JavaScript's memory, which no limit of WebAssembly holds.

  const NO_SPACE = 51;
  /** Upper bound of the bytes in files and pipes: what was deleted since the last count is still in it. */
  let held = 0;
  const heldNow = () => {
    const { FS, PIPEFS } = python;
    const nodes = new Set(FS.streams.flatMap((stream) => stream?.node ?? []));
    for (let node of FS.nameTable) for (; node; node = node.name_next) nodes.add(node);
    let bytes = 0;
    for (const { contents, pipe } of nodes) {
      if (ArrayBuffer.isView(contents)) bytes += contents.length;
      bytes += (pipe?.buckets?.length ?? 0) * PIPEFS.BUCKET_BUFFER_SIZE;
    }
    return bytes;
  };
  const isTooMuch = (bytes, memory) => {
    if (memory + held + bytes <= memoryLimit) return false;
    if (python !== null) held = heldNow();
    return memory + held + bytes > memoryLimit;
  };

  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (isTooMuch(pages * 65536, this.buffer.byteLength)) throw new RangeError("The program's files leave no more memory.");
    return grow.call(this, pages);
  };

  const limitFiles = ({ FS, MEMFS, PIPEFS }) => {
    const counted = (owner, name, growth) => {
      const work = owner[name];
      owner[name] = (...given) => {
        const bytes = Math.max(0, growth(...given));
        if (isTooMuch(bytes, python.HEAPU8.length)) throw new FS.ErrnoError(NO_SPACE);
        held += bytes;
        return work.apply(owner, given);
      };
    };
    counted(MEMFS, "expandFileStorage", ({ contents: { length } }, wanted) =>
      wanted <= length ? 0 : Math.max(wanted, length * (length < 2 ** 20 ? 2 : 1.125)) - length);
    counted(MEMFS, "resizeFileStorage", ({ contents }, wanted) => wanted - contents.length);
    // The first write to a file calls neither.
    counted(MEMFS.ops_table.file.stream, "write", ({ node }, _bytes, _offset, length, position) =>
      node.usedBytes === 0 && position === 0 ? length - node.contents.length : 0);
    counted(PIPEFS.stream_ops, "write", (_stream, _bytes, _offset, length) => length + PIPEFS.BUCKET_BUFFER_SIZE);
  };

  // Modules.

  const TAKEN_OUT = new Set([
    // Made to reach objects of JavaScript or raw memory.
    "_pyodide_core", "_ctypes", "_posixsubprocess", "_remote_debugging", "_testbuffer", "_testcapi", "_testclinic",
    "_testclinic_limited", "_testinternalcapi", "_testlimitedcapi", "_xxtestfuzz", "xxsubtype",
    // Hands out views of memory that it frees afterwards. The module pickle works without it, more slowly.
    "_pickle",
  ]);

  /** All copies of CPython's table of built-in modules; each entry is the address of a name and the number of a function. */
  const moduleTables = () => {
    const { HEAPU32, _PyImport_Inittab } = python;
    const first = HEAPU32[_PyImport_Inittab >> 2] >> 2;
    const found = [];
    for (let at = HEAPU32.indexOf(HEAPU32[first]); at >= 0; at = HEAPU32.indexOf(HEAPU32[first], at + 1)) {
      if ([1, 2, 3].every((offset) => HEAPU32[at + offset] === HEAPU32[first + offset])) found.push(at);
    }
    return { first, found };
  };

  /**
   * Removes the modules' entries from all tables. Writes the numbers of their functions behind the end of the first
   * table, where "disableModules" reads them in the processes that start from this memory.
   */
  const takeModulesOut = () => {
    const { HEAPU32, UTF8ToString } = python;
    const { first, found } = moduleTables();
    const missing = new Set(TAKEN_OUT);
    for (const table of found) {
      const kept = [], out = [];
      let end = table;
      for (; HEAPU32[end] !== 0; end += 2) {
        const name = UTF8ToString(HEAPU32[end]);
        if (TAKEN_OUT.has(name)) out.push(HEAPU32[end + 1]);
        else kept.push(HEAPU32[end], HEAPU32[end + 1]);
        missing.delete(name);
      }
      HEAPU32.fill(0, table, end + 2);
      HEAPU32.set(kept, table);
      if (table === first) HEAPU32.set([0, out.length, ...out], table + kept.length);
    }
    if (missing.size > 0) throw new Error("This Pyodide has no module " + [...missing].join(", ") + ".");
  };

  /** Puts a function that fails in place of those that made the modules. */
  const disableModules = () => {
    const { HEAPU32, _PyImport_Inittab, convertJsFunctionToWasm, setWasmTableEntry } = python;
    let end = HEAPU32[_PyImport_Inittab >> 2] >> 2;
    while (HEAPU32[end] !== 0) end += 2;
    const count = HEAPU32[end + 1];
    if (count !== TAKEN_OUT.size) throw new Error("The snapshot of Python is not one of this sandbox.");
    const fail = convertJsFunctionToWasm(() => 0, "i");
    for (const number of HEAPU32.slice(end + 2, end + 2 + count)) setWasmTableEntry(number, fail);
    HEAPU32.fill(0, end, end + 2 + count);
  };

  let rewindStreams = null;

  return {
    /** For the memory that a snapshot is made of. */
    prepare: (started) => { python = started; takeModulesOut(); },
    /** For a process that runs a program. Afterwards no WebAssembly can be made, so no shared library can be loaded. */
    protect: (started) => {
      python = started;
      disableModules();
      rewindStreams = (${PYTHON_STREAMS})(python);
      limitFiles(python);
      delete globalThis.WebAssembly;
    },
    /** For a memory that was put back to where "protect" left it. */
    rewind: () => { rewindStreams(); },
  };
}`;
