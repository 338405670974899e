/**
 * Source of the module node:assert/strict, as far as tests use it. The module remembers failed assertions, because
 * QuickJS does not report unhandled rejections: a failed assertion in a promise that a test forgot to await would be
 * lost. The module takes every function that it needs before the program runs, and makes no list by assigning to its
 * indices.
 */
export const ASSERT_MODULE = String.raw`
const { failed } = globalThis[Symbol.for("smcs.tools")];
const { Error, Map, Set, RegExp, String: toText, JSON: { stringify } } = globalThis;
const { is, getPrototypeOf, freeze, prototype: { toString, isPrototypeOf } } = Object;
const { ownKeys, apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { isArray, prototype: arrayPrototype } = Array, { prototype: objectPrototype } = Object;
const call = Function.prototype.call;
const uncurry = (method) => call.bind(method);
const getter = (kind, name) => uncurry(getOwnPropertyDescriptor(kind.prototype, name).get);
const classOf = uncurry(toString), isParent = uncurry(isPrototypeOf);
const eachOfMap = uncurry(Map.prototype.forEach), eachOfSet = uncurry(Set.prototype.forEach);
const mapHas = uncurry(Map.prototype.has), mapGet = uncurry(Map.prototype.get), setHas = uncurry(Set.prototype.has), setAdd = uncurry(Set.prototype.add);
const add = (list, value) => {
  defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
};

/** What an object holds besides its fields: one reader for each kind, which throws for all others. */
const regExpText = getter(RegExp, "source");
const readers = [
  ...[Date, Number, String, Boolean, BigInt, Symbol].map(({ prototype }) => uncurry(prototype.valueOf)),
  regExpText,
  ...["hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky"].map((flag) => getter(RegExp, flag)),
  (value) => (regExpText(value), value.lastIndex),
];
const bufferSize = getter(ArrayBuffer, "byteLength"), viewBuffer = getter(DataView, "buffer");
const viewStart = getter(DataView, "byteOffset"), viewSize = getter(DataView, "byteLength");
const { Uint8Array } = globalThis;
const bytesOf = (value) => {
  try { return new Uint8Array(value, 0, bufferSize(value)); } catch { }
  try { return new Uint8Array(viewBuffer(value), viewStart(value), viewSize(value)); } catch { return undefined; }
};
const read = (reader, value) => { try { return reader(value); } catch { return readers; } };
const members = (each, collection) => {
  const found = [];
  try { each(collection, (value, key) => { add(found, freeze([key, value])); }); } catch { return undefined; }
  return found;
};

class AssertionError extends Error {
  constructor({ message, actual, expected, operator }) {
    super(message);
    this.name = "AssertionError";
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    this.generatedMessage = false;
  }
}
freeze(AssertionError.prototype);
freeze(AssertionError);

const show = (value) => {
  try {
    if (typeof value === "bigint") return toText(value) + "n";
    return typeof value === "object" && value !== null ? stringify(value) ?? classOf(value) : toText(value);
  } catch {
    return classOf(value);
  }
};

const fail = (message, actual, expected, operator, standard) => {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message ?? standard, actual, expected, operator });
  failed.add(error);
  throw error;
};

/** Whether two values are deeply and strictly equal; pairs that are being compared count as equal (cycles). */
const same = (a, b, open = null) => {
  if (is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (getPrototypeOf(a) !== getPrototypeOf(b) || classOf(a) !== classOf(b) || isArray(a) !== isArray(b)) return false;
  for (let pair = open; pair !== null; pair = pair.next) if (pair.a === a && pair.b === b) return true;
  const pairs = { a, b, next: open };
  const plain = getPrototypeOf(a) === objectPrototype || getPrototypeOf(a) === arrayPrototype;
  if (!plain && !sameContents(a, b, pairs)) return false;
  const keys = fieldsOf(a);
  if (keys.length !== fieldsOf(b).length) return false;
  for (const key of keys) {
    if (getOwnPropertyDescriptor(b, key) === undefined || !same(a[key], b[key], pairs)) return false;
  }
  return true;
};

const sameContents = (a, b, pairs) => {
  for (const reader of readers) if (!is(read(reader, a), read(reader, b))) return false;
  if (a instanceof Error && (a.message !== b.message || a.name !== b.name || !same(a.cause, b.cause, pairs))) return false;
  if (!same(bytesOf(a), bytesOf(b), pairs)) return false;
  const entries = members(eachOfMap, a), others = members(eachOfMap, b);
  if (entries?.length !== others?.length) return false;
  const isEntry = (entry) => mapHas(b, entry[0]) && same(entry[1], mapGet(b, entry[0]), pairs);
  if (entries !== undefined && !sameMembers(entries, others, isEntry, pairs)) return false;
  const items = members(eachOfSet, a), otherItems = members(eachOfSet, b);
  if (items?.length !== otherItems?.length) return false;
  return items === undefined || sameMembers(items, otherItems, (item) => setHas(b, item[0]), pairs);
};

const fieldsOf = (value) => {
  const fields = [];
  for (const key of ownKeys(value)) {
    if (getOwnPropertyDescriptor(value, key).enumerable || (isArray(value) && key === "length")) add(fields, key);
  }
  return fields;
};

/** Unordered members: found directly, or each with a partner of its own. */
const sameMembers = (ours, theirs, there, pairs) => {
  if (ours.length !== theirs.length) return false;
  const taken = new Set();
  for (const member of ours) {
    if (there(member)) continue;
    let partner = -1;
    for (let at = 0; at < theirs.length && partner < 0; at++) {
      if (!setHas(taken, at) && same(member, theirs[at], pairs)) partner = at;
    }
    if (partner < 0) return false;
    setAdd(taken, partner);
  }
  return true;
};

/** Checks a caught error against what a test expects of it. */
const matches = (error, expected, message) => {
  failed.forget(error);
  if (expected === undefined || typeof expected === "string") return;
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (isParent(Error, expected) || expected === Error) throw error;
    if (apply(expected, {}, [error]) !== true) fail(message, error, expected, "throws", "The error is not the expected one: " + toText(error));
    return;
  }
  if (expected instanceof RegExp) {
    if (!expected.test(toText(error))) fail(message, error, expected, "throws", "The error " + toText(error) + " does not match " + toText(expected));
    return;
  }
  for (const key of ownKeys(expected)) {
    const fits = expected[key] instanceof RegExp && typeof error[key] === "string" ? expected[key].test(error[key]) : same(error[key], expected[key]);
    if (!fits) fail(message, error, expected, "throws", "The error's " + toText(key) + " is " + show(error[key]) + ", not " + show(expected[key]));
  }
};

const noError = (message, expected) => fail(typeof expected === "string" ? expected : message, undefined, expected, "throws", "Missing expected exception.");

const promiseOf = async (work) => (typeof work === "function" ? await work() : await work);

const assert = Object.assign((value, message) => { assert.ok(value, message); }, {
  AssertionError,
  ok: (value, message) => { if (!value) fail(message, value, true, "==", "The value is not truthy: " + show(value)); },
  equal: (actual, expected, message) => { if (!is(actual, expected)) fail(message, actual, expected, "strictEqual", show(actual) + " !== " + show(expected)); },
  notEqual: (actual, expected, message) => { if (is(actual, expected)) fail(message, actual, expected, "notStrictEqual", "Both are " + show(actual)); },
  deepEqual: (actual, expected, message) => { if (!same(actual, expected)) fail(message, actual, expected, "deepStrictEqual", show(actual) + " is not deeply equal to " + show(expected)); },
  notDeepEqual: (actual, expected, message) => { if (same(actual, expected)) fail(message, actual, expected, "notDeepStrictEqual", "Both are " + show(actual)); },
  match: (text, pattern, message) => { if (typeof text !== "string" || !pattern.test(text)) fail(message, text, pattern, "match", show(text) + " does not match " + toText(pattern)); },
  doesNotMatch: (text, pattern, message) => { if (typeof text !== "string" || pattern.test(text)) fail(message, text, pattern, "doesNotMatch", show(text) + " matches " + toText(pattern)); },
  fail: (message) => fail(message, undefined, undefined, "fail", "Failed"),
  ifError: (value) => { if (value !== null && value !== undefined) fail(undefined, value, null, "ifError", "Got an error: " + toText(value)); },
  throws: (work, expected, message) => {
    let caught;
    try { work(); } catch (error) { caught = { error }; }
    if (caught === undefined) noError(message, expected);
    matches(caught.error, expected, message);
  },
  doesNotThrow: (work) => { work(); },
  rejects: async (work, expected, message) => {
    let caught;
    try { await promiseOf(work); } catch (error) { caught = { error }; }
    if (caught === undefined) noError(message, expected);
    matches(caught.error, expected, message);
  },
  doesNotReject: async (work) => { await promiseOf(work); },
});
assert.strictEqual = assert.equal;
assert.notStrictEqual = assert.notEqual;
assert.deepStrictEqual = assert.deepEqual;
assert.notDeepStrictEqual = assert.notDeepEqual;
assert.strict = assert;
freeze(assert);
export default assert;
export const { ok, equal, notEqual, deepEqual, notDeepEqual, strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual, match, doesNotMatch, fail: failNow, ifError, throws, doesNotThrow, rejects, doesNotReject, strict } = assert;
export { failNow as fail };
`;
