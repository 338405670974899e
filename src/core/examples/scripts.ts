import { claimAt } from "./assertions.ts";
import { callsSubject, isClosed, PRINTS } from "./calls.ts";
import type { PlacedExample } from "./example.ts";
import { chainEnd, namesFromOutside } from "./expressions.ts";
import { resultAt } from "./relations.ts";
import type { Subject } from "./subject.ts";
import { valueAt } from "./values.ts";

const ASSIGNMENT = /^(?:const[ \t]+|let[ \t]+|var[ \t]+)?([A-Za-z_$][\w$]*)[ \t]*=[ \t]*(?![=>])/u;
const ASSERTS = /^(?:(?:self\.)?assert|expect\()/u;
/** What may stand behind a statement. */
const END = /^[ \t]*;?[ \t]*(?:(?:#|\/\/).*)?$/u;
/** Maximum number of statements before an example. */
const MOST_BEFORE = 30;

/** Statements up to a line of a question, and the variables that they set. */
interface Script {
  readonly statements: readonly string[];
  readonly variables: readonly string[];
}

const NONE: Script = { statements: [], variables: [] };

/**
 * Finds results in comments behind lines that use variables of the lines before them: `c = Counter()`, `c.add(2)`, then
 * `c.total  # 2`.
 */
export function scriptsIn(question: string, subject: Subject): PlacedExample[] {
  const found: PlacedExample[] = [];
  let script = NONE;
  let at = 0;
  for (const line of question.split("\n")) {
    const start = line.length - line.trimStart().length;
    const example = exampleOf(line.slice(start), script, subject);
    if (example !== null) found.push({ at: at + start, ...example });
    script = continued(script, line.slice(start), subject);
    at += line.length + 1;
  }
  return found;
}

/** Returns the example of a line, if it has a result and uses a variable. */
function exampleOf(
  line: string,
  { statements, variables }: Script,
  subject: Subject,
): Omit<PlacedExample, "at"> | null {
  const stated = variables.length === 0 ? null : statedIn(line);
  if (stated === null) return null;
  const { call, expected } = stated;
  const uses = namesFromOutside(call).some((name) => variables.includes(name));
  if (!uses || !isClosed(call, subject, variables)) return null;
  if (!callsSubject([...statements, call].join("\n"), subject)) return null;
  const code = [...statements, line].join("\n");
  const language = /\/\/|;[ \t]*$|^(?:const|let|var)\b|\bnew\b/mu.test(code) ? "javascript" : "python";
  return { given: { kind: "session", before: statements.join("\n"), call }, expected, language };
}

/** Returns the expression of a line and its result in a comment, or what an assertion says of it. */
function statedIn(line: string): { readonly call: string; readonly expected: string } | null {
  if (ASSERTS.test(line)) {
    const claim = claimAt(line, 0);
    return claim?.kind === "equal" ? { call: claim.code, expected: claim.value } : null;
  }
  const printing = PRINTS.exec(line)?.[0] ?? "";
  const end = chainEnd(line, printing.length);
  if (end === null || (printing !== "" && line[end] !== ")")) return null;
  const result = resultAt(line, end + (printing === "" ? 0 : 1), "");
  return result?.kind === "value" ? { call: line.slice(printing.length, end), expected: result.text } : null;
}

/** Returns the script with a line: one that sets a variable or uses one. Prose and code of other kinds end it. */
function continued(script: Script, line: string, subject: Subject): Script {
  if (line === "" || /^(?:#|\/\/)/u.test(line)) return script;
  const { statements, variables } = script;
  const [assigned = "", name] = ASSIGNMENT.exec(line) ?? [PRINTS.exec(line)?.[0] ?? ""];
  if (name === undefined && variables.length === 0) return NONE;
  const end = valueAt(line, assigned.length)?.end ?? chainEnd(line, assigned.length);
  const isPrinted = name === undefined && assigned !== "";
  const behind = line.slice((end ?? 0) + (isPrinted ? 1 : 0));
  const code = end === null || !END.test(behind) ? "" : line.slice(assigned.length, end);
  const isOne = code !== "" && isClosed(code, subject, variables) && statements.length < MOST_BEFORE;
  const uses = name !== undefined || namesFromOutside(code).some((one) => variables.includes(one));
  if (ASSERTS.test(line)) return script;
  if (!isOne || !uses) return NONE;
  const statement = (isPrinted ? code : line.slice(0, end ?? 0)) + (behind.startsWith(";") ? ";" : "");
  return {
    statements: [...statements, statement],
    variables: name === undefined ? variables : [...variables, name],
  };
}
