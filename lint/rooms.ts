import path from "node:path";
import type { ESTree, Plugin, Rule } from "@oxlint/plugins";

/** The rooms of `src` in the order of their imports: a room knows those before it, and none behind it. */
const ROOMS: readonly string[] = [
  "core",
  "storage",
  "report-page",
  "chat",
  "sandbox",
  "bank-import",
  "bank",
  "embedding",
  "probe",
  "endpoint-import",
  "editor-models",
  "records",
  "chats",
  "assembly",
  "demo",
  "evaluation",
  "cli",
  "lab",
  "protocol",
  "host",
];

/** Entrances to the product, which nobody else enters. */
const ENTRANCES = ["cli", "lab", "host"];

/** What the laboratory takes from the command line, of which it is a part. */
const SHARED_ENTRANCE = { from: "lab", to: "cli" };

/**
 * Returns the room that a file belongs to, as a folder with forward slashes; null for what belongs to all: the files of
 * `src` itself, and those of the core's root.
 *
 * @param file path from the repository's root
 */
export function roomOf(file: string): string | null {
  const names = path.normalize(file).replaceAll("\\", "/").split("/");
  if (names[0] === "media") return names.slice(0, 2).join("/");
  if (names[0] !== "src") return null;
  const depth = names[1] === "core" ? 3 : 2;
  return names.length > depth ? names.slice(0, depth).join("/") : null;
}

/** Rooms that can still be entered everywhere: their doors are to be made. */
const OPEN_ROOMS = [
  ...["bank", "bank-import", "chat", "embedding", "evaluation", "probe", "cli", "lab", "host"].map(
    (name) => `src/${name}`,
  ),
  ...["answer", "cost", "enhancement", "growth", "question-bank", "systems", "tasks"].map((name) => `src/core/${name}`),
  "media/panel",
];

/**
 * Whether an import goes into a room by its door, `index.ts`, or stays inside of its own room. A room's own tests look
 * behind the door, and all tests use what supports them. Both are paths from the root.
 */
export function isByDoor(from: string, to: string): boolean {
  const room = roomOf(to);
  if (room === null || room === roomOf(from) || isOwnTest(from, room)) return true;
  return /^index\.tsx?$/u.test(path.posix.relative(room, to)) || to.endsWith("test-support.ts");
}

/** Tests that look into all rooms: what reads foreign text, and what is measured. */
const EVERY_ROOM = ["test/growth/", "test/bench/"];

/** Whether a file belongs to a room's own tests, such as `test/chat` and `test/support/chat`. */
export function isOwnTest(file: string, room: string): boolean {
  const name = path.posix.basename(room);
  return [`test/${name}/`, `test/support/${name}/`, ...EVERY_ROOM].some((folder) => file.startsWith(folder));
}

/** Says why one file of `src` must not import another; null where it may. Both are paths from the root. */
export function wrongWay(from: string, to: string): string | null {
  const [own, other] = [from, to].map((file) => /^src\/([^/]+)\//u.exec(file)?.[1] ?? null);
  if (own == null || other == null || own === other) return null;
  const [ownPlace, otherPlace] = [own, other].map((room) => ROOMS.indexOf(room));
  const unknown = [own, other].find((room) => !ROOMS.includes(room));
  if (unknown !== undefined) return `${unknown} has no place in the order of rooms (lint/rooms.ts).`;
  const isShared = own === SHARED_ENTRANCE.from && other === SHARED_ENTRANCE.to;
  if ((ownPlace ?? 0) > (otherPlace ?? 0) && (!ENTRANCES.includes(other) || isShared)) return null;
  return `${own} must not import from ${other}: imports point one way, from the later room to the earlier (lint/rooms.ts).`;
}

/** A rule that says of an import of ours what is wrong with it; null where nothing is. Both paths are from the root. */
function aboutImports(complaint: (from: string, to: string) => string | null): Rule {
  return {
    create(context) {
      const from = path.relative(context.cwd, context.filename).replaceAll("\\", "/");
      const look = (source: ESTree.Node | null): void => {
        if (source?.type !== "Literal" || typeof source.value !== "string" || !source.value.startsWith(".")) return;
        const message = complaint(from, path.posix.join(path.posix.dirname(from), source.value));
        if (message !== null) context.report({ node: source, message });
      };
      return {
        ImportDeclaration: ({ source }) => {
          look(source);
        },
        ExportNamedDeclaration: ({ source }) => {
          look(source);
        },
        ExportAllDeclaration: ({ source }) => {
          look(source);
        },
        ImportExpression: ({ source }) => {
          look(source);
        },
      };
    },
  };
}

const pastDoor = (from: string, to: string): string | null => {
  const room = roomOf(to);
  if (room === null || OPEN_ROOMS.includes(room) || isByDoor(from, to)) return null;
  return `${room} is entered by its door: import from ${room}/index.ts.`;
};

const plugin: Plugin = {
  meta: { name: "rooms" },
  rules: { order: aboutImports(wrongWay), door: aboutImports(pastDoor) },
};

export default plugin;
