import { globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { Visitor } from "oxc-parser";
import { isByDoor, roomOf } from "../../lint/rooms.ts";
import { syntaxTree } from "../../scripts/l10n/syntax.ts";
import { type Figure, figure } from "./figure.ts";

const root = path.join(import.meta.dirname, "../..");

/** What one production file has of interest. */
interface SourceFile {
  readonly lines: number;
  /** Files of ours that it imports, from the repository's root. */
  readonly imports: ReadonlySet<string>;
  /** Names that it exports, where it is a door. */
  readonly names: number;
  readonly longSignatures: number;
  readonly hasTest: boolean;
}

const MOST_PARAMETERS = 4;
const SHORT = 40;

/** How large and how open the production code is: files, lines, rooms, doors, what goes past them. */
export function measureHouse(): Promise<readonly Figure[]> {
  const files = productionFiles();
  const importers = new Map<string, string[]>();
  for (const [from, { imports }] of files)
    for (const to of imports) importers.set(to, [...(importers.get(to) ?? []), from]);
  const all = [...files];
  const alone = all.filter(([file]) => importers.get(file)?.length === 1);
  const folded = alone.filter(([file, { lines, hasTest }]) => {
    const [importer = ""] = importers.get(file) ?? [];
    return lines < SHORT && !hasTest && path.dirname(importer) === path.dirname(file);
  });
  const crossings = all.flatMap(([from, { imports }]) => [...imports].map((to) => [from, to] as const));
  const doors = all.filter(([file]) => /^index\.tsx?$/u.test(path.posix.relative(roomOf(file) ?? "", file)));
  const widest = Math.max(0, ...doors.map(([, { names }]) => names));
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly dependencies: object;
    readonly devDependencies: object;
  };
  const isLab = ([file]: (typeof all)[number]): boolean => file.startsWith("src/lab/");
  return Promise.resolve([
    figure("files", files.size, "files", "<= 750"),
    figure("lines", linesOf(all), "lines", "<= 58000"),
    figure("lines outside of the laboratory", linesOf(all.filter((one) => !isLab(one))), "lines", "<= 50000"),
    figure("files with one importer", alone.length, "files"),
    figure(`files under ${SHORT} lines`, all.filter(([, { lines }]) => lines < SHORT).length, "files"),
    figure("short files without a test beside their only importer", folded.length, "files"),
    figure("rooms", new Set(all.map(([file]) => roomOf(file)).filter((room) => room !== null)).size, "rooms"),
    figure("doors", doors.length, "doors"),
    figure("names behind the widest door", widest, "names"),
    figure("imports past doors", crossings.filter(([from, to]) => !isByDoor(from, to)).length, "imports", "<= 0"),
    figure(
      `functions with more than ${MOST_PARAMETERS} parameters`,
      all.reduce((sum, [, { longSignatures }]) => sum + longSignatures, 0),
      "functions",
      "<= 0",
    ),
    figure("dependencies", Object.keys(dependencies).length, "packages"),
    figure("development dependencies", Object.keys(devDependencies).length, "packages"),
    figure("vsix", packaged(), "bytes"),
  ]);
}

function linesOf(files: readonly (readonly [string, SourceFile])[]): number {
  return files.reduce((sum, [, { lines }]) => sum + lines, 0);
}

/** The extension as it is packaged, in bytes. */
function packaged(): number {
  execFileSync("npm", ["run", "--silent", "package:built"], { cwd: root, stdio: "ignore" });
  return statSync(path.join(root, "out/smcs.vsix")).size;
}

function productionFiles(): ReadonlyMap<string, SourceFile> {
  const found = globSync(["src/**/*.{ts,tsx}", "media/panel/**/*.{ts,tsx}"], { cwd: root });
  const names = new Set(found.map((file) => file.replaceAll("\\", "/")).sort());
  const production = [...names].filter((file) => !/\.test\.tsx?$|\.d\.ts$|(?:^|\/)test-support\.ts$/u.test(file));
  return new Map(production.map((file) => [file, sourceFile(file, names)]));
}

function sourceFile(file: string, all: ReadonlySet<string>): SourceFile {
  const code = readFileSync(path.join(root, file), "utf8");
  const imports = new Set<string>();
  let [names, longSignatures] = [0, 0];
  const take = (source: unknown): void => {
    if (typeof source !== "string" || !source.startsWith(".")) return;
    const to = path.posix.join(path.posix.dirname(file), source);
    if (all.has(to)) imports.add(to);
  };
  const look = ({ params }: { readonly params: readonly unknown[] }): void => {
    if (params.length > MOST_PARAMETERS) longSignatures += 1;
  };
  new Visitor({
    ImportDeclaration: ({ source }) => {
      take(source.value);
    },
    ExportNamedDeclaration: ({ source, specifiers }) => {
      take(source?.value);
      names += specifiers.length;
    },
    ExportAllDeclaration: ({ source }) => {
      take(source.value);
    },
    ImportExpression: ({ source }) => {
      if (source.type === "Literal") take(source.value);
    },
    FunctionDeclaration: look,
    FunctionExpression: look,
    ArrowFunctionExpression: look,
  }).visit(syntaxTree(code, file));
  const lines = code.split("\n").length - 1;
  return { lines, imports, names, longSignatures, hasTest: all.has(file.replace(/\.tsx?$/u, ".test.ts")) };
}
