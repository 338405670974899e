import type { Example } from "./example.ts";
import { type Asked, MARK } from "./python-examples.ts";
import { valueAt } from "./values.ts";

const text = (value: unknown): string => JSON.stringify(value);

/**
 * The part of a test that compares and tells, as in Python. It takes what it needs from `globalThis`, because a question
 * may ask for a function that is called `String`.
 */
const HELPERS = String.raw`
const { JSON: smcsJson, console: smcsConsole, performance: smcsClock, Array: smcsArray, Object: smcsObject, Math: smcsMath,
  Number: smcsNumber, String: smcsString, Error: smcsError, Map: smcsMap, Set: smcsSet } = globalThis;
const True = true, False = false, None = null, nan = NaN, inf = Infinity;
const smcsShow = (value) => {
  try {
    if (typeof value === "bigint") return value + "n";
    if (typeof value !== "object" && typeof value !== "string") return smcsString(value);
    const plain = (one) => typeof one === "bigint" ? one + "n" : one instanceof smcsMap || one instanceof smcsSet ? [...one] : one;
    return smcsJson.stringify(value, (_, one) => plain(one)) ?? smcsString(value);
  } catch { return "a value that cannot be shown"; }
};
const smcsTell = (at, began, passed, actual) => {
  smcsConsole.log(${text(MARK)} + smcsJson.stringify([at, passed, actual.slice(0, 2000), smcsClock.now() - began]));
};
const smcsSaid = (error) => {
  // A failed assertion that is caught is no failure of the test.
  try { assert.throws(() => { throw error; }); } catch {}
  try { return error instanceof smcsError ? error.name + ": " + error.message : smcsString(error); }
  catch { return "an error that cannot be shown"; }
};
const smcsIsPlain = (value) => typeof value === "object" && value !== null && smcsObject.getPrototypeOf(value) === smcsObject.prototype;
const smcsSame = (value, expected) => {
  if (typeof value === "number" && typeof expected === "number") {
    const most = smcsNumber.isInteger(expected) ? 0 : 1e-6 * smcsMath.max(1e-3, smcsMath.abs(expected));
    return smcsObject.is(value, expected) || smcsMath.abs(value - expected) <= most;
  }
  if (smcsArray.isArray(value) && smcsArray.isArray(expected))
    return value.length === expected.length && expected.every((one, index) => smcsSame(value[index], one));
  if (smcsIsPlain(value) && smcsIsPlain(expected)) {
    const keys = smcsObject.keys(expected);
    const isWhole = smcsObject.keys(value).length === keys.length;
    return isWhole && keys.every((key) => smcsObject.hasOwn(value, key) && smcsSame(value[key], expected[key]));
  }
  try { assert.deepStrictEqual(value, expected); return true; } catch (error) { smcsSaid(error); return false; }
};
const smcsRun = async (at, get, expected) => {
  const began = smcsClock.now();
  let work, wanted;
  try { work = get(); wanted = expected?.(); } catch { smcsTell(at, began, null, ""); return; }
  try {
    // In a list, because a function would wait for a promise that it returns.
    const [result] = await work();
    const value = smcsIsAsync ? await result : result;
    const passed = expected === null || smcsSame(value, wanted);
    smcsTell(at, began, passed, expected === null ? "" : smcsShow(value));
  } catch (error) { smcsTell(at, began, false, smcsSaid(error)); }
};
`;

/** The same as `pythonTest`, in JavaScript. */
export function scriptTest(examples: readonly (readonly [number, Example])[], { main, isAsync }: Asked): string {
  const begin = `${HELPERS}\nconst smcsIsAsync = ${isAsync};`;
  return [begin, ...examples.map(([at, example]) => partOf(at, example, main))].join("\n");
}

/**
 * Returns the run of an example. Its code is a text, so that an example that is no JavaScript leaves the others alone;
 * a comment has its words, by which the interpreter knows the names of the program that a test needs.
 */
function partOf(at: number, { given, expected }: Example, main: string): string {
  const code = codeOf(given, main);
  const isValue = valueAt(expected ?? "", 0)?.end === expected?.length;
  const wanted = expected === null ? "null" : `() => eval(${text(`(${isValue ? expected : text(expected)})`)})`;
  const words = code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return `// ${words.join(" ")}\nawait smcsRun(${at}, () => eval(${text(`(async () => {\n${code}\n})`)}), ${wanted});`;
}

function codeOf(given: Example["given"], main: string): string {
  switch (given.kind) {
    case "call":
      return `return [${given.call}];`;
    case "arguments":
      return `return [${main}(${given.list.map(({ value }) => value).join(", ")})];`;
    case "session":
      return `${given.before}\nreturn [${given.call}];`;
    case "test":
      return `${given.code}\nreturn [];`;
    case "input":
      return "";
  }
}
