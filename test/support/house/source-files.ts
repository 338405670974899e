import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { Visitor } from "oxc-parser";
import { syntaxTree } from "../../../scripts/l10n/syntax.ts";
import { repositoryRoot } from "../vscode/repository.ts";

/** Facts about one production file. */
export interface SourceFile {
  readonly lines: number;
  /**
   * Our own files that it imports, including types and files that are loaded later; as paths from the repository's
   * root.
   */
  readonly imports: ReadonlySet<string>;
  /** The imported files that must run before this one. */
  readonly needs: ReadonlySet<string>;
  /** Number of re-exported names, for a door. */
  readonly names: number;
  /** Number of functions with more parameters than MOST_PARAMETERS. */
  readonly longSignatures: number;
  readonly hasTest: boolean;
}

export const MOST_PARAMETERS = 4;

/** Returns the files in `src` and `media/panel`, without tests and their support, by the path from the root. */
export function sourceFiles(): ReadonlyMap<string, SourceFile> {
  const found = globSync(["src/**/*.{ts,tsx}", "media/panel/**/*.{ts,tsx}"], { cwd: repositoryRoot });
  const all = new Set(found.map((file) => file.replaceAll("\\", "/")).sort());
  const production = [...all].filter((file) => !/\.test\.tsx?$|\.d\.ts$/u.test(file));
  return new Map(production.map((file) => [file, sourceFile(file, all)]));
}

interface Specifier {
  readonly importKind?: string | undefined;
  readonly exportKind?: string | undefined;
}

function sourceFile(file: string, all: ReadonlySet<string>): SourceFile {
  const code = readFileSync(path.join(repositoryRoot, file), "utf8");
  const [imports, needs] = [new Set<string>(), new Set<string>()];
  let [names, longSignatures] = [0, 0];
  const take = (source: unknown, isNeeded: boolean): void => {
    if (typeof source !== "string" || !source.startsWith(".")) return;
    const to = path.posix.join(path.posix.dirname(file), source);
    if (!all.has(to)) return;
    imports.add(to);
    if (isNeeded) needs.add(to);
  };
  const isType = ({ importKind, exportKind }: Specifier): boolean => importKind === "type" || exportKind === "type";
  const hasValue = (specifiers: readonly Specifier[]): boolean => specifiers.length === 0 || !specifiers.every(isType);
  const look = ({ params }: { readonly params: readonly unknown[] }): void => {
    if (params.length > MOST_PARAMETERS) longSignatures += 1;
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) => {
      take(source.value, importKind !== "type" && hasValue(specifiers as readonly Specifier[]));
    },
    ExportNamedDeclaration: ({ source, exportKind, specifiers }) => {
      take(source?.value, exportKind !== "type" && hasValue(specifiers));
      names += specifiers.length;
    },
    ExportAllDeclaration: ({ source }) => {
      take(source.value, true);
    },
    ImportExpression: ({ source }) => {
      if (source.type === "Literal") take(source.value, false);
    },
    FunctionDeclaration: look,
    FunctionExpression: look,
    ArrowFunctionExpression: look,
  }).visit(syntaxTree(code, file));
  const lines = code.split("\n").length - 1;
  return { lines, imports, needs, names, longSignatures, hasTest: all.has(file.replace(/\.tsx?$/u, ".test.ts")) };
}

/** Returns each cycle of files that must run before one another, once. */
export function cycles(files: ReadonlyMap<string, Pick<SourceFile, "needs">>): readonly (readonly string[])[] {
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) {
      found.push(way.slice(at));
      return;
    }
    if (done.has(file)) return;
    for (const next of files.get(file)?.needs ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return found;
}
