import path from "node:path";
import type { ESTree, Plugin, Rule } from "@oxlint/plugins";

/** The rooms that the command line and the editor share, in the order of their imports. */
const SHARED = [
  "core",
  "storage",
  "report-page",
  "limits",
  "servers",
  "failures",
  "transport",
  "replies",
  "requests",
  "server-facts",
  "queue",
  "chat",
  "sandbox",
  "same-text",
  "row-files",
  "import-rows",
  "bank-import",
  "bank",
  "team-bank",
  "embedding",
  "probe",
  "endpoint-import",
  "editor-models",
  "records",
  "chats",
  "assembly",
  "demo",
  "evaluation",
];

const COMMAND_LINE = ["terminal", "command-line", "serve", "cli", "lab"];
const EDITOR = ["protocol", "host"];

/** The rooms of `src`: each comes after the rooms that it imports from. */
export const ROOMS: readonly string[] = [...SHARED, ...COMMAND_LINE, ...EDITOR];

/**
 * The rooms of `src` in the order of their imports, one list for each entrance. A room imports only from those before
 * it.
 */
const ORDERS: readonly (readonly string[])[] = [
  [...SHARED, ...COMMAND_LINE],
  [...SHARED, ...EDITOR],
];

/** Folders of `src` that hold several rooms about one subject, in the order of their imports. */
export const HOUSES: Readonly<Record<string, readonly string[]>> = {
  core: [
    "model-names",
    "question-bank",
    "packed-bank",
    "prompts",
    "endpoints",
    "settings",
    "reading",
    "tasks",
    "examples",
    "selection",
    "tuned",
    "aggregators",
    "enhancement",
    "time",
    "record",
    "conversation",
    "messages",
    "fitting",
    "prices",
    "cost",
    "calls",
    "skills",
    "systems",
    "answer",
    "replay",
    "growth",
  ],
  bank: ["scan", "tuning", "store", "spaces", "filling", "models", "opened", "report"],
  embedding: ["built-in", "model-files", "calibration", "local", "endpoint", "serving"],
  probe: ["discovery", "testing", "findings"],
  evaluation: ["pacing", "kept", "checking", "asking", "anew", "batch"],
};

/**
 * Returns the room that a file belongs to, as a folder with forward slashes. Returns null for files that belong to all
 * rooms: those in `src` itself, and those in the root of a house.
 *
 * @param file path from the repository's root
 */
export function roomOf(file: string): string | null {
  const names = path.normalize(file).replaceAll("\\", "/").split("/");
  if (names[0] === "media") return names.slice(0, 2).join("/");
  if (names[0] !== "src") return null;
  const depth = isHouse(names[1]) ? 3 : 2;
  return names.length > depth ? names.slice(0, depth).join("/") : null;
}

/**
 * Returns whether an import enters a room by its door, `index.ts`, or stays inside its own room. A room's own tests may
 * import from behind the door. Both paths are from the root.
 */
export function isByDoor(from: string, to: string): boolean {
  const room = roomOf(to);
  if (room === null || room === roomOf(from) || isOwnTest(from, room)) return true;
  return /^index\.tsx?$/u.test(path.posix.relative(room, to));
}

/** Tests that import from inside all rooms: tests of how foreign text is read, benchmarks, and tests of the docs. */
const EVERY_ROOM = ["test/growth/", "test/bench/", "test/docs/"];

/**
 * Returns whether a file belongs to a room's own tests, such as `test/chat` and `test/support/chat`. Tests of a house,
 * except for those of the core, may import from inside all of its rooms.
 */
export function isOwnTest(file: string, room: string): boolean {
  const [house, name] = room.split("/").slice(1);
  if (house !== "core" && isHouse(house) && file.startsWith(`src/${house}/`) && file.includes(".test.")) return true;
  const names = house === "core" ? [name] : [house, name];
  const folders = names.flatMap((own) => (own === undefined ? [] : [`test/${own}/`, `test/support/${own}/`]));
  return [...folders, ...EVERY_ROOM].some((folder) => file.startsWith(folder));
}

/** Returns whether a folder of `src` holds several rooms. */
function isHouse(name: string | undefined): name is string {
  return name !== undefined && name in HOUSES;
}

/** Returns why one file of `src` must not import another; null when it may. Both paths are from the root. */
export function wrongWay(from: string, to: string): string | null {
  const within = Object.entries(HOUSES).map(([house, rooms]) =>
    outOfOrder(new RegExp(`^src/${house}/([^/]+)/`, "u"), [rooms], from, to),
  );
  return outOfOrder(/^src\/([^/]+)\//u, ORDERS, from, to) ?? within.find((complaint) => complaint !== null) ?? null;
}

/**
 * Returns why one file must not import another; null when it may.
 *
 * @param room matches the name of a file's room
 * @param orders the other room must precede the own one in one of them
 */
function outOfOrder(room: RegExp, orders: readonly (readonly string[])[], from: string, to: string): string | null {
  const [own, other] = [from, to].map((file) => room.exec(file)?.[1] ?? null);
  if (own == null || other == null || own === other) return null;
  if (orders.some((order) => order.includes(other) && order.indexOf(other) < order.indexOf(own))) return null;
  return `${own} must not import from ${other}: a room imports those that stand before it in lint/rooms.ts.`;
}

/**
 * Returns a rule that reports imports of our own files.
 *
 * @param complaint returns what is wrong with an import, or null; both paths are from the root
 */
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
  if (room === null || isByDoor(from, to)) return null;
  return `${room} is entered by its door: import from ${room}/index.ts.`;
};

const plugin: Plugin = {
  meta: { name: "rooms" },
  rules: { order: aboutImports(wrongWay), door: aboutImports(pastDoor) },
};

export default plugin;
