import type { Example } from "./example.ts";
import { valueAt } from "./values.ts";

/** Begins each line in which a test says how an example went. */
export const MARK = "smcs example ";

const text = (value: string): string => JSON.stringify(value);

/** Helpers of the tests: comparing as a reader would, and telling. They run in the tests' interpreter. */
const HELPERS = String.raw`
import json as smcs_json, math as smcs_math, time as smcs_time

def smcs_same(value, expected):
    if isinstance(expected, float) and isinstance(value, (int, float)):
        return smcs_math.isclose(value, expected, rel_tol=1e-6, abs_tol=1e-9) or value != value and expected != expected
    if isinstance(expected, (list, tuple)) and isinstance(value, (list, tuple)):
        return len(value) == len(expected) and all(map(smcs_same, value, expected))
    if isinstance(expected, dict) and isinstance(value, dict):
        return len(value) == len(expected) and all(key in value and smcs_same(value[key], expected[key]) for key in expected)
    return bool(value == expected)

def smcs_tell(at, began, passed, actual):
    took = smcs_time.perf_counter() - began
    print("${MARK}" + smcs_json.dumps([at, passed, actual[:2000], took * 1000]))

def smcs_value(at, get, is_same):
    began = smcs_time.perf_counter()
    try:
        value = get()
        passed = is_same(value)
        actual = repr(value)
    except Exception as error:
        passed, actual = False, type(error).__name__ + (": " + str(error) if str(error) else "")
    smcs_tell(at, began, passed, actual)

def smcs_test(at, run):
    began = smcs_time.perf_counter()
    try:
        run()
        passed, actual = True, ""
    except Exception as error:
        passed, actual = False, type(error).__name__ + (": " + str(error) if str(error) else "")
    smcs_tell(at, began, passed, actual)

true, false, null = True, False, None
`;

/**
 * Returns a test that runs examples and prints one line for each: `MARK` and a JSON array of its number, whether it
 * passed, what came out and the milliseconds. The test itself never fails.
 *
 * @param main name of the function that examples without a call are about
 */
export function pythonTest(examples: readonly (readonly [number, Example])[], main: string): string {
  return [HELPERS, ...examples.map(([at, example]) => partOf(at, example, main))].join("\n");
}

function partOf(at: number, { given, expected }: Example, main: string): string {
  switch (given.kind) {
    case "call":
      return valued(at, given.call, expected ?? "");
    case "arguments": {
      const list = given.list.map(({ name, value }) => (name === null ? value : `${name}=${value}`)).join(", ");
      const bare = given.list.map(({ value }) => value).join(", ");
      return given.list.every(({ name }) => name === null)
        ? valued(at, `${main}(${bare})`, expected ?? "")
        : // Models choose parameters of their own names.
          `${defined(at, [`try: return ${main}(${list})`, `except TypeError: return ${main}(${bare})`])}\n${compared(at, expected ?? "")}`;
    }
    case "session":
      return `${indented(`def smcs_get_${at}():`, [given.before, `return ${given.call}`])}\n${compared(at, expected ?? "")}`;
    case "test":
      return `${indented(`def smcs_run_${at}():`, [given.code])}\nsmcs_test(${at}, smcs_run_${at})`;
    case "input":
      return "";
  }
}

function valued(at: number, expression: string, expected: string): string {
  return `${defined(at, [`return (${expression})`])}\n${compared(at, expected)}`;
}

function defined(at: number, lines: readonly string[]): string {
  return indented(`def smcs_get_${at}():`, lines);
}

function compared(at: number, expected: string): string {
  const isValue = valueAt(expected, 0)?.end === expected.length;
  // By ("a") people mean the tuple of one as often as the text.
  const inner = /^\(([^,]*)\)$/u.exec(expected)?.[1] ?? "";
  const same = !isValue
    ? `repr(value) == ${text(expected)}`
    : inner.trim() === ""
      ? `smcs_same(value, ${expected})`
      : `smcs_same(value, ${inner}) or smcs_same(value, (${inner},))`;
  return `smcs_value(${at}, smcs_get_${at}, lambda value: ${same})`;
}

function indented(head: string, lines: readonly string[]): string {
  const body = lines.filter((line) => line !== "").map((line) => `    ${line.replaceAll("\n", "\n    ")}`);
  return [head, ...body].join("\n");
}
