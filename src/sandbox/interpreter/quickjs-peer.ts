import { QUICKJS_VALUES } from "./quickjs-values.ts";

/**
 * Script that runs inside QuickJS after the prelude, before the snapshot is taken: one side of the channel between the
 * interpreter of a program and that of its judge. Plain data crosses as data. Arrays, objects, maps and sets are kept
 * in step on both sides. Objects of the language itself cross by name. Everything else crosses as a handle, which is a
 * proxy on the other side. One side speaks at a time: the asking side serves the other side's questions until the
 * answer comes.
 */
export const QUICKJS_PEER = String.raw`() => {
  "use strict";
  // What the host gives once a program is there; see hostFor.
  let host;
${QUICKJS_VALUES}

  /** A method of the language that was found on an object of theirs is theirs as well: ours does not know their objects. */
  const methodOf = (found) => {
    if (typeof found !== "function" || !names.has(found) || Object.hasOwn(found, "prototype")) return found;
    // A proxy of a function is a function.
    if (found === calling.call || found === calling.apply || found === calling.bind) return found;
    return function (...args) {
      return theirNumbers.has(this) ? ask("apply", found, this, ...args) : Reflect.apply(found, this, args);
    };
  };

  /** A proxy asks the other side for everything. */
  const traps = {
    get: (target, key) => methodOf(ask("get", proxyOf(target), key)),
    set: (target, key, value) => ask("set", proxyOf(target), key, value),
    has: (target, key) => ask("has", proxyOf(target), key),
    deleteProperty: (target, key) => ask("delete", proxyOf(target), key),
    ownKeys: (target) => ask("keys", proxyOf(target)),
    getOwnPropertyDescriptor: (target, key) => {
      const found = ask("descriptor", proxyOf(target), key);
      if (found === undefined) return undefined;
      const [value, writable, enumerable] = found;
      return { value, writable, enumerable, configurable: true };
    },
    getPrototypeOf: (target) => ask("prototype", proxyOf(target)),
    apply: (target, self, args) => ask("apply", proxyOf(target), self, ...args),
    construct: (target, args) => ask("construct", proxyOf(target), ...args),
  };
  const proxies = new Map();
  const proxyOf = (target) => proxies.get(target);

  /**
   * What a program may do with what the tests gave it: use it. Not with what the language brings, which it could change
   * here, or have show the text of a function; but for stepping through iterators of the tests.
   */
  const isPermitted = (operation, [target, self], [object, key]) => {
    if (!host.isJudge || operation === "pump") return true;
    const isStep = operation === "apply" && target?.[0] === "n" && STEP.test(target[1]) && isGiven(self);
    if (operation === "set" || operation === "delete") return isGiven(target) && isField(object, key);
    return Object.hasOwn(operations, operation) && !NAMING.has(operation) && (isGiven(target) || isStep);
  };
  const NAMING = new Set(["names", "large", "name"]);
  /** A program may set a field of a test's object, and not what the object does. */
  const isField = (object, key) => typeof key === "string" && key !== "__proto__" && key !== "constructor" && typeof object[key] !== "function";

  const operations = {
    get: (object, key) => object[key],
    set: (object, key, value) => Reflect.set(object, key, value),
    has: (object, key) => key in object,
    delete: (object, key) => Reflect.deleteProperty(object, key),
    keys: (object) => ownKeys(object),
    descriptor: (object, key) => {
      const found = descriptorOf(object, key);
      // Nobody but the object itself is asked for what an accessor gives.
      return found && [object[key], found.writable ?? true, found.enumerable];
    },
    // A program that could reach a test's class could change it.
    prototype: (object) => (host.isJudge ? null : getPrototypeOf(object)),
    apply: (work, self, ...args) => Reflect.apply(work, self, args),
    construct: (kind, ...args) => Reflect.construct(kind, args),
    pump: (ms, found) => pump(ms, found),
    names: () => [...program.keys()],
    large: () => [...program.keys()].filter((one) => !isSmall(program.get(one)())),
    name: (one) => program.get(one)(),
  };

  // Messages.

  const writeMessage = (values) => {
    const before = [new Map(shared), new Map(sharedNumbers), nextShared];
    try {
      const changed = [];
      for (const [place, entry] of [...shared]) {
        const now = contentsOf(entry.container);
        if (entry.held?.length === now.length && entry.held.every((one, at) => Object.is(one, now[at]))) continue;
        mention(place);
        changed.push([place, ...now.map((one) => write(one))]);
        entry.held = null;
      }
      const written = values.map((one) => write(one));
      settleShared();
      return [changed, written];
    } catch (error) {
      const [entries, numbers, next] = before;
      shared.clear(); sharedNumbers.clear();
      for (const [key, value] of entries) shared.set(key, { container: value.container, held: value.held ?? contentsOf(value.container) });
      for (const [key, value] of numbers) sharedNumbers.set(key, value);
      nextShared = next;
      throw error;
    }
  };
  const readMessage = (changed, written) => {
    for (const [place, ...contents] of changed) {
      const entry = mention(place);
      refill(entry.container, contents.map((one) => read(one)));
      entry.held = null;
    }
    const values = written.map((one) => read(one));
    settleShared();
    return values;
  };
  const readFrom = (what, operation, changes, items) => {
    isQuestion = host.isJudge && what === "do";
    try {
      // A step of an iterator of the tests, by the language's own method, holds that method's name.
      const isStep = operation === "apply" && items[0]?.[0] === "n" && STEP.test(items[0][1]);
      if (!isQuestion || !isStep) return readMessage(changes, items);
      const [, ...others] = items;
      return [nameOf(items[0][1]), ...readMessage(changes, others)];
    } finally { isQuestion = false; }
  };
  const send = (message) => {
    const text = stringify(message);
    if (text.length > MESSAGE_LIMIT) throw new Unsendable("it is too large");
    host.send(text);
  };
  const ask = (operation, ...values) => {
    if (pumping) called = true;
    const [changed, written] = writeMessage(values);
    send(["do", changed, written, operation]);
    for (;;) {
      const [what, changes, items, about] = parse(host.receive());
      asked = what === "gave" ? operation : "";
      const found = readFrom(what, about, changes, items);
      asked = "";
      if (what === "do") { answer(about, found, items); continue; }
      otherLives = about === true;
      if (what === "gave") return found[0];
      throw found[0];
    }
  };
  const answer = (operation, values, written) => {
    let what = "gave", value;
    try {
      if (!Object.hasOwn(operations, operation) || !isPermitted(operation, written, values)) throw new TypeError("nobody can be asked for that");
      value = operations[operation](...values);
    } catch (error) {
      what = "raised";
      value = error;
    }
    asked = what === "gave" ? operation : "";
    try {
      send([what, ...writeMessage([value]), lives()]);
    } catch (problem) {
      if (!(problem instanceof Unsendable) && !(problem instanceof RangeError)) throw problem;
      send(["raised", ...writeMessage([new TypeError("The value cannot be handed over: " + problem.message + ".")]), lives()]);
    } finally { asked = ""; }
  };

  // Waiting.

  const lives = () => settled.length > 0 || host.untilNextTimer() >= 0;
  const settle = (found) => {
    for (const [place, well, value] of found) {
      const open = waiting.get(place);
      waiting.delete(place);
      if (open !== undefined) (well ? open.resolve : open.reject)(value);
    }
  };
  const takeSettled = () => { const taken = settled; settled = []; return taken; };
  /** Lets what goes on here go on, until there is something for the other side or the time is over. */
  const pump = (ms, found) => {
    settle(found);
    const until = host.now() + ms;
    const outer = [pumping, called];
    [pumping, called] = [true, false];
    try {
      for (;;) {
        host.runJobs();
        if (settled.length > 0 || called) break;
        const next = host.untilNextTimer(), left = until - host.now();
        if (left <= 0 || (next < 0 && waiting.size > 0)) break;
        if (next === 0) host.fireNextTimer();
        else host.sleep(next < 0 ? left : Math.min(next, left));
      }
    } finally { [pumping, called] = outer; }
    return takeSettled();
  };

  const program = new Map();
  let hasPumped = false, theirNames = null, theirLarge = null;
  const MOST_NAMES = 1000;
  /** How many values a name may hold to be handed over before a test uses the name. */
  const SMALL = 1000;
  /** Whether data is small: containers are counted with all that they hold, texts and bytes by their length. */
  const isSmall = (value) => {
    let left = SMALL;
    const open = [value];
    while (open.length > 0 && left >= 0) {
      const one = open.pop();
      left -= 1;
      if (typeof one === "string") left -= one.length / 100;
      else if (ArrayBuffer.isView(one) || one instanceof ArrayBuffer) left -= one.byteLength / 100;
      else if (Array.isArray(one) || one instanceof Set || one instanceof Map) {
        left -= one.length ?? one.size;
        if (left >= 0) open.push(...(one instanceof Map ? [...one].flat() : one));
      } else if (isObject(one) && typeof one !== "function" && !names.has(one) && isPlain(one)) open.push(...Object.values(one));
    }
    return left >= 0;
  };
  const side = {
    /** Whether the other side may have something that is waited for here. */
    isOpen: () => waiting.size > 0 || otherLives || settled.length > 0,
    /** Whether a promise of the other side may still be settled: its tests were not awaited by the module. */
    awaits: () => waiting.size > 0 && (otherLives || !hasPumped),
    /** What the event loop does for some milliseconds while nothing of its own is due. */
    idle: (ms) => {
      hasPumped = true;
      const found = ask("pump", ms, takeSettled());
      if (found.length > 0) hasPumped = false;
      settle(found);
    },
    register: (getters) => {
      for (const key of Object.keys(getters)) {
        try { getters[key](); program.set(key, getters[key]); } catch {}
      }
    },
    /** Which of these names the program has; those of the language are the judge's own, but for the first, which is asked for. */
    known: ([first, ...others]) => {
      const wanted = [first, ...others.filter((one) => one !== first && !(one in globalThis))];
      theirLarge = new Set(ask("large"));
      // All that are small, so that the program is not told which of its names stand in the tests.
      const every = ask("names").slice(0, MOST_NAMES);
      theirNames = new Map(every.map((one) => [one, theirLarge.has(one) ? undefined : ask("name", one)]));
      return wanted.filter((one) => theirNames.has(one));
    },
    take: (one) => (theirLarge.has(one) ? ask("name", one) : theirNames.get(one)),
    answer: (text) => {
      const [, changed, written, operation] = parse(text);
      answer(operation, readMessage(changed, written), written);
    },
  };
  // Programs get hold of the side: nobody but the host says who the host is.
  return { side, begin: (given) => { host = given; } };
}`;
