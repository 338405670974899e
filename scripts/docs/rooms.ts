import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { HOUSES, roomOf, ROOMS } from "../../lint/rooms.ts";
import { sourceFiles } from "../../test/support/house/source-files.ts";
import { repositoryRoot } from "../../test/support/vscode/repository.ts";

/** The rooms that each room imports from. */
export type Ways = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the rooms, each with a sentence, and the imports between them: a Mermaid graph and tables in Markdown. */
export function roomsInMarkdown(): string {
  const files = sourceFiles();
  const rooms = new Set([...files.keys()].map(roomOf).filter((room) => room !== null));
  const imports = [...files].flatMap(([from, file]) => [...file.imports].map((to) => [wing(from), wing(to)] as const));
  const ways = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    if (from !== null && to !== null && from !== to) ways.set(from, (ways.get(from) ?? new Set()).add(to));
  }
  const inner = Object.keys(HOUSES).map((house) => [house, roomsOf(house, rooms)] as const);
  const outer = [...rooms].filter((room) => inner.every(([, own]) => !own.includes(room)));
  return `
\`\`\`mermaid
${graphOf(withoutDetours(ways))}
\`\`\`

${tableOf(
  "room",
  outer.sort((one, other) => place(one) - place(other)),
)}

${inner.map(([house, own]) => tableOf(`room of \`${house}\``, own)).join("\n\n")}
`;
}

/**
 * Returns the ways without those that a chain of other ways replaces. What can be reached stays the same.
 *
 * @param ways without circles
 */
export function withoutDetours(ways: Ways): Ways {
  const reached = (from: string): ReadonlySet<string> => {
    const nearest = [...(ways.get(from) ?? [])];
    return new Set(nearest.flatMap((room) => [room, ...reached(room)]));
  };
  return new Map(
    [...ways].map(([from, to]) => {
      const further = new Set([...to].flatMap((room) => [...reached(room)]));
      return [from, new Set([...to].filter((room) => !further.has(room)))];
    }),
  );
}

/** Returns the rooms of a house in the order of their imports. */
function roomsOf(house: string, rooms: ReadonlySet<string>): string[] {
  const order = HOUSES[house] ?? [];
  const at = (room: string): number => order.indexOf(path.basename(room));
  return [...rooms].filter((room) => room.startsWith(`src/${house}/`)).sort((one, other) => at(one) - at(other));
}

/**
 * Returns the node of the graph that a file belongs to, where a house is one node; null for files outside all rooms.
 */
function wing(file: string): string | null {
  return /^(?:src|media)\/([^/]+)\//u.exec(file)?.[1] ?? null;
}

/** Returns a room's position in the order of imports; the panel comes last. */
function place(room: string): number {
  const found = ROOMS.indexOf(path.basename(room));
  return found === -1 ? ROOMS.length : found;
}

function graphOf(ways: Ways): string {
  const lines = [...ways]
    .sort(([one], [other]) => place(other) - place(one))
    .map(([from, to]) => `  ${from} --> ${[...to].sort((one, other) => place(other) - place(one)).join(" & ")}`);
  return ["graph TD", ...lines].join("\n");
}

/** @throws Error when a room has no door, or its door does not say what the room is for */
function tableOf(title: string, rooms: readonly string[]): string {
  const rows = rooms.map((room) => {
    const door = ["index.ts", "index.tsx"]
      .map((name) => `${room}/${name}`)
      .find((file) => existsSync(path.join(repositoryRoot, file)));
    if (door === undefined) throw new Error(`${room} has no door: write ${room}/index.ts.`);
    const sentence = firstSentence(readFileSync(path.join(repositoryRoot, door), "utf8"));
    if (sentence === null) throw new Error(`${door} begins with no comment that says what the room is for.`);
    return `| [\`${path.basename(room)}\`](${door}) | ${sentence} |`;
  });
  return [`| ${title} | what it is for |`, "| --- | --- |", ...rows].join("\n");
}

/** Returns the first sentence of the docstring at the beginning of the code, on one line; null when there is none. */
export function firstSentence(code: string): string | null {
  const [, words] = /^\/\*\*(.*?)\*\//su.exec(code) ?? [];
  return (
    words
      ?.replaceAll(/\s*\n \*/gu, "")
      .trim()
      .replace(/(?<=\.) (?=\p{Lu}).*/u, "") ?? null
  );
}
