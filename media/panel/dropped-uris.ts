/**
 * Where VS Code puts the addresses of items dragged from its explorer and its tabs. The last type holds a single
 * address.
 */
const LISTS = ["application/vnd.code.uri-list", "text/uri-list"] as const;
const RESOURCES = "resourceurls";

type Dragged = Pick<DataTransfer, "getData"> & { readonly types: readonly string[] };

/** Returns whether files are dragged, as far as that is known before they are dropped. */
export function dragsFiles({ types }: { readonly types: readonly string[] }): boolean {
  return [...LISTS, RESOURCES, "Files"].some((type) => types.includes(type));
}

/**
 * Returns the addresses of the dropped items, each once; empty for files from outside, whose places a page does not
 * learn.
 */
export function droppedUris(dragged: Dragged): string[] {
  for (const lines of [listed(dragged, LISTS[0]), resources(dragged), listed(dragged, LISTS[1])]) {
    const uris = [...new Set(lines)].filter((line) => /^[a-z][\w+.-]+:/i.test(line));
    if (uris.length > 0) return uris;
  }
  return [];
}

function listed(dragged: Dragged, type: string): string[] {
  const lines = dragged.getData(type).split(/\r\n|\r|\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

function resources(dragged: Dragged): string[] {
  try {
    const parsed: unknown = JSON.parse(dragged.getData(RESOURCES));
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
