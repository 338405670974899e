import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Goal of an attempt, which defines its success: `reveal` prints what only the machine knows or what the program must
 * not hold, `connect` reaches a server of the test, `create` puts something into a folder outside, `outlive` runs to
 * its end in spite of the limits, `stay` runs on for longer than its time.
 */
export type Goal = "reveal" | "connect" | "create" | "outlive" | "stay";

export interface Escape {
  readonly name: string;
  readonly language: "python" | "javascript";
  readonly goal: Goal;
  readonly program: string;
}

/** Values that the attempts receive, so they need not search for them. */
export interface Targets {
  readonly folder: string;
  readonly canaryFile: string;
  readonly canaryVariable: string;
  readonly outside: string;
  readonly port: number;
  /** Text that an attempt prints when it holds what it must not hold. */
  readonly reached: string;
}

/** Reads the attempts in escapes/*.txt. `#### name | goal` begins each. */
export function readEscapes(targets: Targets): Escape[] {
  return globSync(path.join(import.meta.dirname, "escapes/*.txt"))
    .toSorted()
    .flatMap((file) => {
      const language = path.basename(file).startsWith("python") ? "python" : "javascript";
      const parts = readFileSync(file, "utf8")
        .split(/^#### (.+) \| (reveal|connect|create|outlive|stay)$/m)
        .slice(1);
      return Array.from({ length: parts.length / 3 }, (_, at): Escape => {
        const [name = "", goal, program = ""] = parts.slice(at * 3, at * 3 + 3);
        return { name, language, goal: goal as Goal, program: filledIn(program.trim(), targets) };
      });
    });
}

/**
 * Returns the program with its values filled in. Paths have slashes, which Windows accepts as well, because a backslash
 * has another meaning in a program's strings.
 */
function filledIn(program: string, { folder, canaryFile, canaryVariable, outside, port, reached }: Targets): string {
  return program
    .replaceAll("{{FOLDER}}", folder.replaceAll("\\", "/"))
    .replaceAll("{{CANARY_FILE}}", canaryFile.replaceAll("\\", "/"))
    .replaceAll("{{CANARY_VARIABLE}}", canaryVariable)
    .replaceAll("{{CANARY_IF}}", reached)
    .replaceAll("{{OUTSIDE}}", outside.replaceAll("\\", "/"))
    .replaceAll("{{PORT}}", String(port));
}
