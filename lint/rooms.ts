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

/** Whether an import goes into a room by its door, or stays inside of its own room. Both are paths from the root. */
export function isByDoor(from: string, to: string): boolean {
  const room = roomOf(to);
  return room === null || room === roomOf(from) || /^index\.tsx?$/u.test(path.posix.relative(room, to));
}

/** Whether a file belongs to a room's own tests, which may look behind its door: `test/chat`, `test/support/chat`. */
export function isOwnTest(file: string, room: string): boolean {
  const name = path.posix.basename(room);
  return [`test/${name}/`, `test/support/${name}/`].some((folder) => file.startsWith(folder));
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

/** Reports imports against the order of the rooms. */
const order: Rule = {
  create(context) {
    const from = path.relative(context.cwd, context.filename).replaceAll("\\", "/");
    const look = (node: ESTree.Node, source: string): void => {
      if (!source.startsWith(".")) return;
      const message = wrongWay(from, path.posix.join(path.posix.dirname(from), source));
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => {
        look(node, node.source.value);
      },
      ExportNamedDeclaration: (node) => {
        if (node.source !== null) look(node, node.source.value);
      },
      ExportAllDeclaration: (node) => {
        look(node, node.source.value);
      },
      ImportExpression: (node) => {
        if (node.source.type === "Literal" && typeof node.source.value === "string") look(node, node.source.value);
      },
    };
  },
};

const plugin: Plugin = { meta: { name: "rooms" }, rules: { order } };

export default plugin;
