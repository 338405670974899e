/**
 * Script that runs inside the bare realm and closes a hole of CPython's buffered streams. A buffered stream passes its
 * raw stream a view of memory to read into or to write from, and nothing keeps that memory alive. A raw stream written
 * in Python can keep the view; once the memory is freed, the view shows whatever is stored there next.
 *
 * The script gives every buffered stream a stand-in for its raw stream. The stand-in has the raw stream's attributes,
 * but for reading and writing it passes separate bytes and copies them. The script replaces the functions that
 * initialize streams in WebAssembly's table of functions, which no program in the interpreter can write to.
 */
export const PYTHON_STREAMS = String.raw`(python) => {
  const { wasmTable, convertJsFunctionToWasm, setWasmTableEntry } = python;
  const word = (address) => python.HEAPU32[address >> 2];
  const setWord = (address, value) => { python.HEAPU32[address >> 2] = value; };
  const texts = new Map();
  /** The address of a text that is kept for ever. */
  const text = (value) => {
    if (!texts.has(value)) texts.set(value, python.stringToNewUTF8(value));
    return texts.get(value);
  };
  const attribute = (object, name) => python._PyObject_GetAttrString(object, text(name));
  const kindOf = (object) => word(object + 4);
  const fail = (exception, words) => { python._PyErr_SetString(word(exception), text(words)); };
  const addFunction = (work, signature) => {
    const number = wasmTable.grow(1);
    setWasmTableEntry(number, convertJsFunctionToWasm(work, signature));
    return number;
  };

  /** Offsets in a buffered stream, and of a stand-in's raw stream. */
  const RAW = 8, READS_FILE_ITSELF = 32, OWNER = 100, SIZE = 104;
  const USUAL_SIZE = 131072;
  const INNER = 8, STAND_IN_SIZE = 12;
  const TP_DEALLOC = 52, TP_GETATTRO = 58, TP_INIT = 60, TP_SETATTRO = 69;
  const NO_INSTANTIATION = 1 << 7, IMMUTABLE = 1 << 8, ONE_ARGUMENT = 8;

  /** Calls work with the raw stream, which lives for that long. */
  const withInner = (standIn, work, failure) => {
    const inner = word(standIn + INNER);
    if (inner === 0) {
      fail(python._PyExc_ValueError, "raw stream is gone");
      return failure;
    }
    python._Py_IncRef(inner);
    try {
      return work(inner);
    } finally {
      python._Py_DecRef(inner);
    }
  };
  /** Calls work with the place and the length of an object's bytes; they stay where they are meanwhile. */
  const withBytes = (object, flags, work) => {
    const view = python._malloc(64);
    if (view === 0 || python._PyObject_GetBuffer(object, view, flags) !== 0) {
      python._free(view);
      return 0;
    }
    try {
      return work(word(view), word(view + 8));
    } finally {
      python._PyBuffer_Release(view);
      python._free(view);
    }
  };
  const call = (inner, name, argument) => {
    const method = attribute(inner, name);
    if (method === 0) return 0;
    const result = python._PyObject_CallOneArg(method, argument);
    python._Py_DecRef(method);
    return result;
  };

  const readInto = (standIn, target) => withInner(standIn, (inner) => withBytes(target, 1, (start, length) => {
    const own = python._PyByteArray_FromStringAndSize(0, length);
    if (own === 0) return 0;
    const from = python._PyByteArray_AsString(own);
    python.HEAPU8.fill(0, from, from + length);
    const view = python._PyMemoryView_FromObject(own);
    let result = view === 0 ? 0 : call(inner, "readinto", view);
    if (view !== 0) python._Py_DecRef(view);
    if (result !== 0 && result !== python.__Py_NoneStruct) {
      // Only what is a number already: another object could say one number here and a larger one to the stream.
      const count = kindOf(result) === python._PyLong_Type ? python._PyLong_AsSsize_t(result) : -1;
      if (count < 0 || count > length) {
        python._PyErr_Clear();
        fail(python._PyExc_OSError, "raw readinto() returned no length of what it was given");
        python._Py_DecRef(result);
        result = 0;
      } else {
        // The program has these bytes, too, and may have made them fewer.
        const there = Math.min(count, python._PyByteArray_Size(own));
        const now = python._PyByteArray_AsString(own);
        python.HEAPU8.copyWithin(start, now, now + there);
        python.HEAPU8.fill(0, start + there, start + count);
      }
    }
    python._Py_DecRef(own);
    return result;
  }), 0);

  const write = (standIn, source) => withInner(standIn, (inner) => {
    const own = python._PyBytes_FromObject(source);
    if (own === 0) return 0;
    const view = python._PyMemoryView_FromObject(own);
    const result = view === 0 ? 0 : call(inner, "write", view);
    if (view !== 0) python._Py_DecRef(view);
    python._Py_DecRef(own);
    return result;
  }, 0);

  // The names as the streams themselves look them up, and how to make a method of each.
  const methods = new Map([["readinto", readInto], ["write", write]].map(([name, work]) => {
    const definition = python._malloc(16);
    [text(name), addFunction(work, "iii"), ONE_ARGUMENT, 0].forEach((value, at) => { setWord(definition + 4 * at, value); });
    return [python._PyUnicode_InternFromString(text(name)), definition];
  }));

  const getAttribute = (standIn, name) => withInner(standIn, (inner) => {
    const found = python._PyObject_GetAttr(inner, name);
    if (found === 0 || !methods.has(name)) return found;
    python._Py_DecRef(found);
    return python._PyCFunction_NewEx(methods.get(name), standIn, 0);
  }, 0);
  const setAttribute = (standIn, name, value) => withInner(standIn, (inner) => python._PyObject_SetAttr(inner, name, value), -1);
  const free = (standIn) => {
    const inner = word(standIn + INNER), kind = kindOf(standIn);
    python._PyObject_Free(standIn);
    if (inner !== 0) python._Py_DecRef(inner);
    python._Py_DecRef(kind);
  };

  const makeKind = () => {
    const slots = [
      [TP_GETATTRO, addFunction(getAttribute, "iii")], [TP_SETATTRO, addFunction(setAttribute, "iiii")],
      [TP_DEALLOC, addFunction(free, "vi")], [0, 0],
    ].flat();
    const slotsAt = python._malloc(4 * slots.length);
    slots.forEach((value, at) => { setWord(slotsAt + 4 * at, value); });
    const specification = python._malloc(20);
    [text("_io._RawStandIn"), STAND_IN_SIZE, 0, NO_INSTANTIATION | IMMUTABLE, slotsAt].forEach((value, at) => {
      setWord(specification + 4 * at, value);
    });
    return python._PyType_FromSpec(specification);
  };
  const KIND = makeKind();

  /** Returns a new reference to a stand-in for a raw stream; 0 when memory is short. */
  const standInFor = (raw) => {
    python._Py_IncRef(raw);
    if (kindOf(raw) === KIND) return raw;
    const standIn = python._PyType_GenericAlloc(KIND, 0);
    if (standIn === 0) python._Py_DecRef(raw);
    else setWord(standIn + INNER, raw);
    return standIn;
  };

  /** The arguments with a stand-in in place of the raw stream; 0 when memory is short. */
  const positional = (args) => {
    const copy = python._PyTuple_New(python._PyTuple_Size(args));
    for (let at = 0; copy !== 0 && at < python._PyTuple_Size(args); at++) {
      const value = python._PyTuple_GetItem(args, at);
      const item = at === 0 ? standInFor(value) : value;
      if (at > 0) python._Py_IncRef(item);
      if (item === 0 || python._PyTuple_SetItem(copy, at, item) !== 0) return 0;
    }
    return copy;
  };
  const byName = (named) => {
    const copy = python._PyDict_Copy(named);
    const raw = copy === 0 ? 0 : python._PyDict_GetItemString(copy, text("raw"));
    if (raw === 0) return copy;
    const standIn = standInFor(raw);
    if (standIn === 0 || python._PyDict_SetItemString(copy, text("raw"), standIn) !== 0) return 0;
    python._Py_DecRef(standIn);
    return copy;
  };

  const busy = new Set();
  const guarded = (initialize) => (stream, args, named) => {
    // What reads for the stream could make its buffer smaller meanwhile.
    if (busy.has(stream) || word(stream + OWNER) !== 0) {
      fail(python._PyExc_RuntimeError, "reentrant initialization of a stream");
      return -1;
    }
    const ownArgs = positional(args), ownNamed = named === 0 ? 0 : byName(named);
    if (ownArgs === 0 || (named !== 0 && ownNamed === 0)) return -1;
    busy.add(stream);
    try {
      return initialize(stream, ownArgs, ownNamed);
    } finally {
      busy.delete(stream);
      python._Py_DecRef(ownArgs);
      if (ownNamed !== 0) python._Py_DecRef(ownNamed);
    }
  };

  const io = python._PyImport_ImportModule(text("_io"));
  const kinds = ["BufferedReader", "BufferedWriter", "BufferedRandom"].map((name) => attribute(io, name));
  for (const number of new Set(kinds.map((kind) => python._PyType_GetSlot(kind, TP_INIT)))) {
    setWasmTableEntry(number, convertJsFunctionToWasm(guarded(wasmTable.get(number)), "iiii"));
  }
  for (const name of ["__stdin__", "__stdout__", "__stderr__"]) {
    const stream = attribute(python._PySys_GetObject(text(name)), "buffer");
    if (word(stream + SIZE) !== USUAL_SIZE || word(stream + OWNER) !== 0) {
      throw new Error("The streams of this Pyodide are built in another way than those that the sandbox was written for.");
    }
    const raw = word(stream + RAW);
    setWord(stream + RAW, standInFor(raw));
    setWord(stream + READS_FILE_ITSELF, 0);
    python._Py_DecRef(raw);
    python._Py_DecRef(stream);
  }

  const lasting = new Map(texts);
  /** For a memory that is put back to where it was now. */
  return () => {
    texts.clear();
    for (const [value, address] of lasting) texts.set(value, address);
    busy.clear();
  };
}`;
