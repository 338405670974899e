import type { Example } from "./example.ts";
import { valueAt } from "./values.ts";

/**
 * Begins each line in which a test says how an example went. No program knows it, so none can print such a line: the
 * tests' interpreter prints what a program prints, and what a program prints is the output of a run that it ends.
 */
export const MARK = `smcs example ${crypto.randomUUID()} `;

/** What the tests of a question's examples call. */
export interface Asked {
  /** Name of the function that examples without a call are about. */
  readonly main: string;
  /** Whether results may have to be awaited. */
  readonly isAsync: boolean;
}

const text = (value: unknown): string => JSON.stringify(value);

/**
 * The part of a test that runs an example and tells how it went. It compares as a reader would: numbers with a fraction
 * up to their last digits. It has names of its own, because a question may ask for a function that is called `len`.
 */
const HELPERS = String.raw`
import ast, asyncio, inspect, json, math, sys, time

CONSTANTS = {"true": True, "false": False, "null": None, "nan": math.nan, "inf": math.inf, "math": math}
CONSTANTS |= {"NaN": math.nan, "Infinity": math.inf}
OUTPUT = sys.stdout

class Printed:
    """What the program prints: kept away from what the test tells."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        if len(self.text) < 10_000:
            self.text += text
        return len(text)

    def flush(self):
        pass

def same(value, expected):
    if isinstance(expected, float) and isinstance(value, (int, float)):
        return math.isclose(value, expected, rel_tol=1e-6, abs_tol=1e-9) or value != value and expected != expected
    if isinstance(expected, (list, tuple)) and isinstance(value, type(expected)):
        return len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(expected, dict) and isinstance(value, dict):
        return len(value) == len(expected) and all(key in value and same(value[key], expected[key]) for key in expected)
    return bool(value == expected)

def shown(value):
    try:
        return repr(value)
    except Exception as error:
        return f"a {type(value).__name__} that cannot be shown: {type(error).__name__}"

def compiled(source, mode):
    return compile(source, "example", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)

async def awaited(value):
    return await value

def evaluated(codes, names):
    for code in codes:
        try:
            value = eval(code, names)
            is_awaited = code.co_flags & inspect.CO_COROUTINE or IS_ASYNC and inspect.isawaitable(value)
            return asyncio.run(awaited(value)) if is_awaited else value
        except TypeError:
            # The first call names its arguments. Models choose parameters of their own names.
            if code is codes[-1]:
                raise

def tell(at, passed, actual, began):
    OUTPUT.write(MARK + json.dumps([at, passed, actual[:2000], (time.perf_counter() - began) * 1000]) + "\n")

def run(at, space, before, calls, expected, output):
    names = {**space, **CONSTANTS}
    began = time.perf_counter()
    try:
        before, calls = compiled(before, "exec"), [compiled(call, "eval") for call in calls]
        expected = [eval(compiled(one, "eval"), CONSTANTS) for one in expected]
    except Exception:
        return tell(at, None, "", began)
    sys.stdout = printed = Printed()
    try:
        exec(before, names)
        printed.text = ""
        value = evaluated(calls, names) if calls else None
        if output is None:
            passed, actual = not calls or any(same(value, one) for one in expected), shown(value) if calls else ""
        else:
            actual = (printed.text + ("" if value is None else repr(value))).strip()
            passed = actual == output
    except BaseException as error:
        passed, actual = False, type(error).__name__ + (f": {error}" if str(error) else "")
    finally:
        sys.stdout = OUTPUT
    tell(at, passed, actual, began)
`;

/**
 * Returns a test that runs examples and prints one line for each: `MARK` and a JSON array of its number, whether it
 * passed (null when it is no Python), what came out and the milliseconds. The test itself never fails.
 */
export function pythonTest(examples: readonly (readonly [number, Example])[], { main, isAsync }: Asked): string {
  const begin = [
    "import builtins as smcs_builtins",
    `smcs_space = {"MARK": ${text(MARK)}, "IS_ASYNC": ${isAsync ? "True" : "False"}}`,
    `smcs_builtins.exec(${text(HELPERS)}, smcs_space)`,
  ];
  return [...begin, ...examples.map(([at, example]) => partOf(at, example, main))].join("\n");
}

function partOf(at: number, { given, expected }: Example, main: string): string {
  const [before, calls] = codeOf(given, main);
  const isValue = expected !== null && valueAt(expected, 0)?.end === expected.length;
  const values = isValue ? valuesOf(expected) : [];
  const output = isValue || expected === null ? "None" : text(expected.trim());
  // The interpreter gives a test those names of the program that are words of the test, but for what escapes hide.
  const words = [before, ...calls].join(" ").match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  const given_ = [text(before), text(calls), text(values), output].join(", ");
  return `# ${words.join(" ")}\nsmcs_space["run"](${at}, smcs_builtins.globals(), ${given_})`;
}

/** Returns the statements of an example, and the calls whose value is compared, of which the first possible one counts. */
function codeOf(given: Example["given"], main: string): readonly [string, readonly string[]] {
  switch (given.kind) {
    case "call":
      return ["", [given.call]];
    case "arguments": {
      const bare = `${main}(${given.list.map(({ value }) => value).join(", ")})`;
      if (given.list.some(({ name }) => name === null)) return ["", [bare]];
      return ["", [`${main}(${given.list.map(({ name, value }) => `${name}=${value}`).join(", ")})`, bare]];
    }
    case "session":
      return [given.before, [given.call]];
    case "test":
      return [given.code, []];
    case "input":
      return ["", []];
  }
}

/** Returns an expected value; by ("a") people mean the tuple of one as often as the text. */
function valuesOf(expected: string): string[] {
  const inner = /^\(([^,]*)\)$/u.exec(expected)?.[1]?.trim() ?? "";
  return inner === "" ? [expected] : [inner, `(${inner},)`];
}
