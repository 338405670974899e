import { callsSubject } from "./calls.ts";
import { type PlacedExample, raisingTest } from "./example.ts";
import type { Subject } from "./subject.ts";

const STATEMENT =
  /^(?:import|from|def|class|for|while|if|with|try|del|raise|assert|return|async|@)\b|^@|^[\w.,\s[\]'"*]+(?::[^=]*)?[-+*/]?=(?!=)/u;

const COMMENT = /(?<![ \t])[ \t]+#.*$/u;

/** One prompt of a session: its source, and the lines that it printed. */
interface Prompt {
  readonly at: number;
  readonly source: string;
  readonly printed: string;
}

/** Finds the examples of Python's prompt, `>>> f(2)` and `4` below, with the statements before them. */
export function sessionsIn(question: string, subject: Subject): PlacedExample[] {
  const found: PlacedExample[] = [];
  let before: string[] = [];
  for (const { at, source, printed } of promptsIn(question)) {
    const isStatement = STATEMENT.test(source);
    if (printed === "" || isStatement) {
      before.push(source);
      continue;
    }
    if (!callsSubject([...before, source].join("\n"), subject)) continue;
    found.push({ at, ...exampleOf(before.join("\n"), source, printed), language: "python", isDemanded: false });
    // What a call changed is there for the next one.
    if (before.length > 0) before = [...before, source];
  }
  return found;
}

function exampleOf(before: string, source: string, printed: string): Pick<PlacedExample, "given" | "expected"> {
  const error = /^Traceback \(most recent call last\):[^]*?^([A-Za-z_][\w.]*)(?::.*)?$/mu.exec(printed)?.[1];
  if (error !== undefined) {
    const { given } = raisingTest(source, error, "python");
    const code = given.kind === "test" ? `${before}\n${given.code}`.trim() : "";
    return { given: { kind: "test", code }, expected: null };
  }
  const inner = /^print\(([^]*)\)$/u.exec(source)?.[1];
  if (inner === undefined) return { given: { kind: "session", before, call: source }, expected: printed };
  return { given: { kind: "session", before, call: `str(${inner})` }, expected: JSON.stringify(printed) };
}

/** Returns the prompts of all sessions in a text. */
function promptsIn(question: string): Prompt[] {
  const prompts: Prompt[] = [];
  let open: { at: number; indent: string; source: string[]; printed: string[] } | null = null;
  const close = (): void => {
    if (open === null) return;
    const source = open.source.join("\n").replace(COMMENT, "").trim();
    prompts.push({
      at: open.at,
      source,
      printed: open.printed.join("\n").replace(COMMENT, "").trim(),
    });
    open = null;
  };
  let at = 0;
  for (const line of question.split("\n")) {
    const prompt = /^([ \t]*(?:[*>-][ \t]+)?)(?:>>>|In \[\d+\]:)[ \t](.*)$/u.exec(line);
    if (prompt !== null) {
      close();
      open = { at, indent: prompt[1] ?? "", source: [prompt[2] ?? ""], printed: [] };
    } else if (open !== null) {
      const now: { indent: string; source: string[]; printed: string[] } = open;
      const more = /^[ \t]*\.\.\.(?:[ \t](.*))?$/u.exec(line);
      if (more !== null && now.printed.length === 0) now.source.push(more[1] ?? "");
      else if (/^\s*(?:$|```|"""|''')/u.test(line)) close();
      else
        now.printed.push(
          line
            .replace(/(?:"""|''')\s*$/u, "")
            .replace(now.indent, "")
            .replace(/^Out\[\d+\]:[ \t]?/u, "")
            .trimEnd(),
        );
    }
    at += line.length + 1;
  }
  close();
  return prompts;
}
