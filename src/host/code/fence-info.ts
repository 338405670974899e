/** What the line that opens a block of code says about it. */
interface FenceInfo {
  /** The model's name for the language; null without one. */
  readonly language: string | null;
  /** The file that the block belongs to, as the model wrote it: nothing to be trusted. Null without one. */
  readonly path: string | null;
}

const ATTRIBUTE = /\b(?:title|file|filename|path)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))/u;
/** A name with an ending, or with folders. */
const PATH = /^[^\s{}=]*(?:[\w-]\.[A-Za-z]\w*|[\\/][^\s{}=]+)$/u;
/** Nobody writes more there for a reader; the patterns would take too long for it. */
const LONGEST = 1_000;
/** Some models put the lines before the path: `12:40:src/a.ts`. */
const LINES = /^\d+:\d+:/u;

/** Reads the ways in which models name language and file: `ts`, `ts src/a.ts`, `ts:src/a.ts`, `ts title="src/a.ts"`, `src/a.ts`. */
export function fenceInfo(info: string): FenceInfo {
  const line = info.trim().slice(0, LONGEST);
  const [first = "", ...others] = line.split(/\s+/u);
  const [, ...attribute] = ATTRIBUTE.exec(line) ?? [];
  const word = first.replace(LINES, "");
  const colon = /^([\w+#.-]+):(.+)$/u.exec(word);
  if (colon !== null) return { language: colon[1] ?? null, path: colon[2] ?? null };
  const named = attribute.find(Boolean) ?? others.find((one) => PATH.test(one));
  if (named === undefined && PATH.test(word)) return { language: null, path: word };
  return { language: /^[\w+#.-]+/u.exec(word)?.[0] ?? null, path: named ?? null };
}
