import path from "node:path";

/**
 * Returns the room that a file belongs to, as a folder with forward slashes; null for what belongs to all: the files of
 * `src` itself, and those at the root of a folder of rooms.
 *
 * @param file path from the repository's root
 */
export function roomOf(file: string): string | null {
  const names = path.normalize(file).replaceAll("\\", "/").split("/");
  if (names[0] === "media") return names.slice(0, 2).join("/");
  if (names[0] !== "src") return null;
  const depth = ["core", "adapters"].includes(names[1] ?? "") ? 3 : 2;
  return names.length > depth ? names.slice(0, depth).join("/") : null;
}

/** Whether an import goes into a room by its door, or stays inside of its own room. */
export function isByDoor(from: string, to: string): boolean {
  const room = roomOf(to);
  return room === null || room === roomOf(from) || /^index\.tsx?$/u.test(path.posix.relative(room, to));
}
