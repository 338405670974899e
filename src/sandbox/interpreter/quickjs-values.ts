/**
 * Part of the text of QUICKJS_PEER's function: how values pass between two interpreters. Arrays, objects, maps and sets
 * have a number that both sides know. Everything that is neither data nor of the language is a handle.
 */
export const QUICKJS_VALUES = String.raw`  const DEPTH_LIMIT = 150, MESSAGE_LIMIT = 1 << 23, MOST_SHARED = 64;
  const HOLE = { hole: true };
  const { ownKeys, getPrototypeOf, setPrototypeOf, getOwnPropertyDescriptor: descriptorOf } = Reflect;
  const then = Function.prototype.call.bind(Promise.prototype.then);
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

  // Taken before any test runs: what the channel rests on stays as it is.
  const { stringify, parse } = JSON;
  const calling = Function.prototype;
  /** The methods of the language by which an iterator is stepped through. */
  const STEP = /(^|\.)(next|return|throw|Symbol\(Symbol\.(i|asyncI)terator\))$/;

  class Unsendable extends Error {}

  // What the language brings: the same in every interpreter, so that nobody gets hold of the other side's.
  const names = new Map(), named = new Map();
  const isNew = (value) => isObject(value) && !names.has(value);
  // Every check walks through a thousand objects: a path is put together only for what has none.
  const name = (value, path) => {
    names.set(value, path);
    named.set(path, value);
    for (const key of ownKeys(value)) {
      const { value: held, get, set } = descriptorOf(value, key);
      if (isNew(held)) name(held, path + "." + String(key));
      if (isNew(get)) name(get, path + "." + String(key) + " get");
      if (isNew(set)) name(set, path + "." + String(key) + " set");
    }
    const above = getPrototypeOf(value);
    if (isNew(above)) name(above, path + ".[[Prototype]]");
  };
  name(globalThis, "globalThis");
  const hidden = [
    function* () {}, async () => {}, async function* () {}, [].values(), new Map().entries(), new Set().values(),
    "".matchAll(/a/g), ""[Symbol.iterator](), (function* () {})(), (async function* () {})(),
  ];
  hidden.map(getPrototypeOf).forEach((one, index) => { if (isNew(one)) name(one, "hidden " + index); });

  /** What can neither run a text nor change anything but what it is called on: a judge uses its own in place of a program's. */
  const kinds = [
    Array, Object, Number, String, Boolean, BigInt, Symbol, Date, RegExp, Map, Set, WeakMap, WeakSet, WeakRef, Promise,
    ArrayBuffer, DataView, getPrototypeOf(Uint8Array), Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array,
    Int32Array, Uint32Array, BigInt64Array, BigUint64Array, Float32Array, Float64Array,
    Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
  ];
  const { keys, values, entries, fromEntries, is, hasOwn, getOwnPropertyNames } = Object;
  const functionsOf = (object) => ownKeys(object).map((key) => descriptorOf(object, key).value).filter((one) => typeof one === "function");
  const harmless = new Set([
    ...kinds, keys, values, entries, fromEntries, is, hasOwn, getOwnPropertyNames, parseInt, parseFloat, isNaN, isFinite,
    ...[Math, JSON, ...kinds.filter((kind) => kind !== Object)].flatMap(functionsOf),
    ...[...kinds.map((kind) => kind.prototype), ...hidden.flatMap((one) => [getPrototypeOf(one), getPrototypeOf(getPrototypeOf(one))])]
      .flatMap((one) => ownKeys(one).filter((key) => key !== "constructor" && !/^__/.test(String(key))).map((key) => descriptorOf(one, key).value))
      .filter((one) => typeof one === "function"),
    ...["call", "apply", "bind", "toString"].map((key) => calling[key]),
  ]);
  /** What is asked for, while its answer is written or read. */
  let asked = "";
  const crosses = (value) => harmless.has(value) || (asked === "prototype" && typeof value === "object");
  const views = new Set(kinds.map((kind) => kind.prototype).filter((one) => getPrototypeOf(one) === getPrototypeOf(Uint8Array.prototype)));

  const symbols = new Map(ownKeys(Symbol).flatMap((key) => (typeof Symbol[key] === "symbol" ? [[Symbol[key], key]] : [])));

  const symbolNames = new Map([...symbols].map(([symbol, key]) => [key, symbol]));

  // Objects of ours that the other side has handles of, and proxies of theirs.
  const own = [], ownNumbers = new Map(), theirs = new Map(), theirNumbers = new Map();
  // Containers that both sides have, with what they held when both had last spoken of them.
  const shared = new Map(), sharedNumbers = new Map();
  let nextShared = 0;
  // Promises of theirs that wait here, and what became of ours.
  const waiting = new Map();
  let settled = [], otherLives = false, pumping = false, called = false;

  const share = (container, number = nextShared) => {
    nextShared = Math.max(nextShared, number + 1);
    shared.set(number, { container, held: null });
    sharedNumbers.set(container, number);
    return number;
  };
  const mention = (number) => {
    const entry = shared.get(number);
    if (entry === undefined) throw new Unsendable("it is no value");
    shared.delete(number);
    shared.set(number, entry);
    return entry;
  };
  const contentsOf = (container) => {
    if (Array.isArray(container)) {
      const items = [];
      for (let index = 0; index < container.length; index++) items.push(index in container ? container[index] : HOLE);
      return items;
    }
    if (container instanceof Map) return [...container].flat();
    return container instanceof Set ? [...container] : Object.keys(container).flatMap((key) => [key, container[key]]);
  };
  const refill = (container, contents) => {
    if (Array.isArray(container)) {
      container.length = 0;
      container.length = contents.length;
      contents.forEach((one, index) => { if (one !== HOLE) container[index] = one; });
    } else if (container instanceof Set) {
      container.clear();
      for (const one of contents) container.add(one);
    } else {
      if (container instanceof Map) container.clear();
      else for (const key of Object.keys(container)) delete container[key];
      for (let at = 0; at < contents.length; at += 2) {
        if (container instanceof Map) container.set(contents[at], contents[at + 1]);
        else define(container, contents[at], contents[at + 1]);
      }
    }
  };
  const define = (object, key, value) => {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  };
  const settleShared = () => {
    const old = [...shared.keys()].slice(0, Math.max(0, shared.size - MOST_SHARED));
    for (const number of old) {
      sharedNumbers.delete(shared.get(number).container);
      shared.delete(number);
    }
    for (const entry of shared.values()) entry.held ??= contentsOf(entry.container);
  };

  // Writing.

  const number = (value) => {
    ownNumbers.set(value, own.length);
    own.push(value);
    return own.length - 1;
  };
  const hex = (bytes) => { let text = ""; for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16); return text; };
  const fixity = (value) => (Object.isFrozen(value) ? 2 : Object.isSealed(value) ? 1 : 0);
  /** Whether all that an object holds is data that can be copied; otherwise it has to stay where it is. */
  const isPlain = (value) => {
    const prototype = getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    return ownKeys(value).every((key) => {
      const found = descriptorOf(value, key);
      return typeof key === "string" && found.enumerable && "value" in found && typeof found.value !== "function";
    });
  };
  const writers = [
    [Date, (value) => ["D", value.getTime()]],
    [RegExp, (value) => ["R", value.source, value.flags, value.lastIndex]],
    [ArrayBuffer, (value) => ["ab", hex(new Uint8Array(value))]],
    [Number, (value) => ["bx", write(value.valueOf())]],
    [String, (value) => ["bx", value.valueOf()]],
    [Boolean, (value) => ["bx", value.valueOf()]],
  ];
  const write = (value, depth = 0) => {
    switch (typeof value) {
      case "string": case "boolean": return value;
      case "number": return Number.isFinite(value) && !Object.is(value, -0) ? value : ["f", Object.is(value, -0) ? "-0" : String(value)];
      case "undefined": return ["u"];
      case "bigint": return ["i", value.toString()];
      case "symbol":
        if (symbols.has(value)) return ["sy", symbols.get(value)];
        if (Symbol.keyFor(value) !== undefined) return ["sk", Symbol.keyFor(value)];
        break;
      default: if (value === null) return null;
    }
    if (value === HOLE) return ["hole"];
    if (theirNumbers.has(value)) return ["y", theirNumbers.get(value)];
    if (sharedNumbers.has(value)) { mention(sharedNumbers.get(value)); return ["m", sharedNumbers.get(value)]; }
    if (names.has(value) && (host.isJudge || crosses(value))) return ["n", names.get(value)];
    if (ownNumbers.has(value)) return ["h", ownNumbers.get(value)];
    if (depth > DEPTH_LIMIT) throw new Unsendable("it is nested too deep");
    const each = (items) => items.map((one) => write(one, depth + 1));
    if (typeof value === "symbol") return ["h", number(value), "symbol", value.description ?? ""];
    if (typeof value === "function") return ["h", number(value), "function"];
    const prototype = getPrototypeOf(value);
    if (Array.isArray(value) && prototype === Array.prototype) {
      const place = share(value);
      const extras = Object.keys(value).filter((key) => !/^\d+$/.test(key)).map((key) => each([key, value[key]]));
      return ["l", place, fixity(value), extras, ...each(contentsOf(value))];
    }
    if (prototype === Map.prototype || prototype === Set.prototype) {
      return [prototype === Map.prototype ? "M" : "S", share(value), ...each(contentsOf(value))];
    }
    if (isPlain(value)) return ["o", share(value), fixity(value), prototype === null, ...each(contentsOf(value))];
    if (value instanceof Error) return writeError(value, depth);
    const writer = writers.find(([kind]) => prototype === kind.prototype);
    if (writer !== undefined) return writer[1](value);
    if (ArrayBuffer.isView(value) && names.has(prototype)) {
      return ["ta", names.get(prototype), hex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    if (value instanceof Promise) return ["h", watched(value), "promise"];
    return ["h", number(value), "object"];
  };
  const watched = (promise) => {
    const ticket = number(promise);
    then(promise, (value) => { settled.push([ticket, true, value]); }, (error) => { settled.push([ticket, false, error]); });
    return ticket;
  };
  const prototypeOf = (error, depth) => {
    const above = getPrototypeOf(error);
    return names.has(above) ? ["n", names.get(above)] : write(above, depth + 1);
  };
  const writeError = (error, depth) => {
    const place = number(error);
    const each = (items) => items.map((one) => write(one, depth + 1));
    const keys = ownKeys(error).filter((key) => key !== "stack" && "value" in descriptorOf(error, key));
    return ["e", place, prototypeOf(error, depth), ...keys.map((key) => [descriptorOf(error, key).enumerable, ...each([key, error[key]])])];
  };

  // Reading.

  /** Whether what the other side wrote is an object of ours that it was given. */
  const isGiven = (data) => Array.isArray(data) && data[0] === "y" && Number.isInteger(data[1]) && data[1] >= 0 && data[1] < own.length;
  /** Whether a question of a program is read: what the language brings could be changed by the test's function that gets it. */
  let isQuestion = false;

  const bytesOf = (text) => Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
  const fixed = (value, level) => (level === 2 ? Object.freeze(value) : level === 1 ? Object.seal(value) : value);
  const hold = (place, value) => { theirs.set(place, value); theirNumbers.set(value, place); return value; };
  const nameOf = (path) => {
    if (!named.has(path)) throw new Unsendable("it is no value");
    return named.get(path);
  };
  const readers = {
    u: () => undefined,
    f: ([text]) => (text === "-0" ? -0 : Number(text)),
    i: ([text]) => BigInt(text),
    sy: ([key]) => { if (!symbolNames.has(key)) throw new Unsendable("it is no value"); return symbolNames.get(key); },
    sk: ([key]) => Symbol.for(key),
    hole: () => HOLE,
    y: ([place]) => { if (!isGiven(["y", place])) throw new Unsendable("it is no value"); return own[place]; },
    m: ([place]) => mention(place).container,
    n: ([path]) => {
      if (isQuestion) throw new Unsendable("a program hands nothing of the language to the tests' functions");
      const value = nameOf(path);
      if (host.isJudge && !crosses(value)) throw new Unsendable("a program hands over nothing of the language that could change it");
      return value;
    },
    D: ([time]) => new Date(time),
    R: ([source, flags, last]) => Object.assign(new RegExp(source, flags), { lastIndex: last }),
    ab: ([text]) => bytesOf(text).buffer,
    ta: ([path, text]) => {
      const prototype = nameOf(path);
      if (!views.has(prototype) && prototype !== DataView.prototype) throw new Unsendable("it is no value");
      return new (prototype.constructor)(bytesOf(text).buffer);
    },
    bx: ([value], each) => Object(each([value])[0]),
    l: ([place, level, extras, ...items], each) => {
      const made = [];
      share(made, place);
      for (const pair of extras) define(made, ...each(pair));
      refill(made, each(items));
      return fixed(made, level);
    },
    M: ([place, ...items], each) => { const made = new Map(); share(made, place); refill(made, each(items)); return made; },
    S: ([place, ...items], each) => { const made = new Set(); share(made, place); refill(made, each(items)); return made; },
    o: ([place, level, bare, ...items], each) => {
      const made = bare ? Object.create(null) : {};
      share(made, place);
      refill(made, each(items));
      return fixed(made, level);
    },
    e: ([place, prototype, ...fields], each) => {
      if (theirs.has(place)) return theirs.get(place);
      const error = hold(place, new Error());
      delete error.message;
      const above = prototype?.[0] === "n" ? nameOf(prototype[1]) : each([prototype])[0];
      if (names.has(above) && above !== Error.prototype && !(above instanceof Error)) throw new Unsendable("it is no error");
      setPrototypeOf(error, above);
      for (const [enumerable, ...pair] of fields) {
        const [key, value] = each(pair);
        Object.defineProperty(error, key, { value, writable: true, enumerable, configurable: true });
      }
      return error;
    },
    h: ([place, kind, about]) => {
      if (theirs.has(place)) return theirs.get(place);
      if (kind === "symbol") return hold(place, Symbol(about));
      if (kind === "promise") {
        return hold(place, new Promise((resolve, reject) => { waiting.set(place, { resolve, reject }); }));
      }
      // A function that is bound has no prototype of its own, which a proxy would have to show.
      const target = kind === "function" ? function () {}.bind() : {};
      proxies.set(target, hold(place, new Proxy(target, traps)));
      return proxies.get(target);
    },
  };
  const read = (data, depth = 0) => {
    if (!isObject(data)) return data;
    if (!Array.isArray(data) || depth > DEPTH_LIMIT + 9 || !Object.hasOwn(readers, data[0])) throw new Unsendable("it is no value");
    return readers[data[0]](data.slice(1), (items) => items.map((one) => read(one, depth + 1)));
  };`;
