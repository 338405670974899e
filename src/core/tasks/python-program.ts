import type { TaskOf } from "./task-check.ts";

type CodeTests = TaskOf<"code-tests">;
type Case = NonNullable<CodeTests["stdio"]>[number];

/** The solution, then its tests; the mark is printed when none has failed. */
export function pythonTests(
  { setup = "", fixture = "", tests = [], entryPoint }: CodeTests,
  solution: string,
  mark: string,
): string {
  const calls = tests.map((test) => {
    const definesCheck = /^def check\(/mu.test(test) && !/^check\(/mu.test(test);
    return definesCheck && entryPoint !== undefined ? `${test}\n\ncheck(${entryPoint})` : test;
  });
  // What a solution leaves open at its end, a decorator for one, must not take hold of the tests.
  return [...futures(solution), setup, withoutMain(solution), "pass", fixture, ...calls, `print("\\n${mark}")`].join(
    "\n\n",
  );
}

/**
 * Runs the solution as a whole program once for each input. Prints the mark, and on the same line a JSON list of what each
 * run printed: an error's text under "error".
 */
export function pythonPrograms(
  { setup = "" }: CodeTests,
  solution: string,
  cases: readonly Case[],
  mark: string,
): string {
  return `${prelude}
${literal("smcs_code", `${setup}\n\n${solution}`)}
${literal("smcs_inputs", JSON.stringify(cases.map(({ input }) => input)))}
def smcs_run(code, text):
    import io, sys
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    streams = sys.stdin, sys.stdout
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8")
    sys.stdout = output
    try:
        exec(code, {**smcs_names, "__name__": "__main__"})
        error = None
    except SystemExit as stop:
        error = None if stop.code in (None, 0) else f"SystemExit: {stop.code}"
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    finally:
        sys.stdin, sys.stdout = streams
    output.flush()
    return {"output": output.buffer.getvalue().decode("utf-8", "replace"), "error": error}
def smcs_main():
    import json
    code = compile(smcs_code, "solution.py", "exec")
    print("\\n${mark}" + json.dumps([smcs_run(code, text) for text in json.loads(smcs_inputs)]))
smcs_main()
`;
}

/**
 * Calls the entry point, a function or a method of `class Solution`, once for each list of arguments. Prints as
 * `pythonPrograms` does, with each result as JSON.
 */
export function pythonCalls(
  { setup = "", entryPoint = "" }: CodeTests,
  solution: string,
  cases: readonly Case[],
  mark: string,
): string {
  return `${prelude}
${literal("smcs_code", `${setup}\n\n${solution}`)}
${literal("smcs_inputs", JSON.stringify(cases.map(({ input }) => input)))}
def smcs_call(function, text):
    import json
    try:
        arguments = [json.loads(line) for line in text.split("\\n") if line.strip()]
        return {"output": json.dumps(function(*arguments)), "error": None}
    except BaseException as raised:
        return {"output": "", "error": f"{type(raised).__name__}: {raised}"}
def smcs_main():
    import json
    names = {**smcs_names, "__name__": "solution"}
    exec(compile(smcs_code, "solution.py", "exec"), names)
    name = ${JSON.stringify(entryPoint)}
    function = getattr(names["Solution"](), name) if name not in names and "Solution" in names else names[name]
    print("\\n${mark}" + json.dumps([smcs_call(function, text) for text in json.loads(smcs_inputs)]))
smcs_main()
`;
}

/** Contest sites import these for everybody, so solutions rely on them. */
const prelude = `
import sys
sys.setrecursionlimit(50000)
smcs_names = {}
for module in ("string re datetime collections heapq bisect copy math random statistics itertools functools operator io "
               "sys json builtins typing").split():
    exec(f"from {module} import *", smcs_names)
    if module not in ("datetime", "copy", "builtins"):
        exec(f"import {module}", smcs_names)
def smcs_open(file, *rest, **options):
    return sys.stdin if file in (0, "/dev/stdin") else open(file, *rest, **options)
smcs_names["open"] = smcs_open
`;

/** Python reads JSON's strings, but for lone surrogates, as JSON meant them. */
function literal(name: string, text: string): string {
  return `${name} = ${JSON.stringify(text)}`;
}

/** `from __future__` must come first, before the task's own setup. */
function futures(solution: string): readonly string[] {
  return solution.match(/^from __future__ import .*$/gmu) ?? [];
}

/** What a program does only when it is run by itself, its examples or its user interface, is not tested. */
function withoutMain(solution: string): string {
  return solution
    .replace(/^from __future__ import .*$/gmu, "")
    .replace(/^if\s+__name__\s*==\s*(["'])__main__\1\s*:/gmu, "if False:");
}
