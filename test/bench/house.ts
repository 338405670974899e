import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isByDoor, roomOf } from "../../lint/rooms.ts";
import { cycles, MOST_PARAMETERS, type SourceFile, sourceFiles } from "../support/house/source-files.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";

const SHORT = 40;

type Entry = readonly [string, SourceFile];

/** Returns the size and openness of the production code: files, lines, rooms, doors, and imports that bypass doors. */
export function measureHouse(): Promise<readonly Figure[]> {
  const files = sourceFiles();
  const all = [...files];
  const crossings = all.flatMap(([from, { imports }]) => [...imports].map((to) => [from, to] as const));
  const importers = Map.groupBy(crossings, ([, to]) => to);
  const alone = all.filter(([file]) => importers.get(file)?.length === 1);
  const folded = alone.filter(([file, { lines, hasTest }]) => {
    const [importer = ""] = importers.get(file)?.[0] ?? [];
    return lines < SHORT && !hasTest && path.dirname(importer) === path.dirname(file);
  });
  const doors = all.filter(([file]) => /^index\.tsx?$/u.test(path.posix.relative(roomOf(file) ?? "", file)));
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(repositoryRoot, "package.json"), "utf8"),
  ) as { readonly dependencies: object; readonly devDependencies: object };
  const product = all.filter(([file]) => !file.startsWith("src/lab/"));
  return Promise.resolve([
    figure("files", files.size, "files", "<= 750"),
    figure("lines", linesOf(all), "lines", "<= 58000"),
    figure("lines outside of the laboratory", linesOf(product), "lines", "<= 50000"),
    figure("files with one importer", alone.length, "files"),
    figure(`files under ${SHORT} lines`, all.filter(([, { lines }]) => lines < SHORT).length, "files"),
    figure("short files without a test beside their only importer", folded.length, "files"),
    figure("rooms", new Set(all.map(([file]) => roomOf(file)).filter((room) => room !== null)).size, "rooms"),
    figure("doors", doors.length, "doors"),
    figure("names behind the widest door", Math.max(0, ...doors.map(([, { names }]) => names)), "names"),
    figure("imports past doors", crossings.filter(([from, to]) => !isByDoor(from, to)).length, "imports", "<= 0"),
    figure("cycles of imports", cycles(files).length, "cycles", "<= 0"),
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

function linesOf(files: readonly Entry[]): number {
  return files.reduce((sum, [, { lines }]) => sum + lines, 0);
}

/** Returns the size of the packaged extension in bytes. */
function packaged(): number {
  execFileSync("npm", ["run", "--silent", "package:built"], { cwd: repositoryRoot, stdio: "ignore" });
  return statSync(path.join(repositoryRoot, "out/smcs.vsix")).size;
}
