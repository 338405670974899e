/** The facts in the line that opens a block of code. */
interface FenceInfo {
  /** The model's name for the language; null without one. */
  readonly language: string | null;
  /** The file that the block belongs to, as the model wrote it: untrusted. Null without one. */
  readonly path: string | null;
}

const ATTRIBUTE = /\b(?:title|file|filename|path)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))/u;
/** A file name with an extension or with folders. */
const PATH = /^[^\s{}=]*(?:[\w-]\.[A-Za-z]\w*|[\\/][^\s{}=]+)$/u;
/** Maximum number of characters of the line that are read: the patterns would take too long for more. */
const LONGEST = 1_000;
/** Some models put the lines before the path: `12:40:src/a.ts`. */
const LINES = /^\d+:\d+:/u;

/**
 * Reads language and file from the forms that models use: `ts`, `ts src/a.ts`, `ts:src/a.ts`, `ts title="src/a.ts"`,
 * `src/a.ts`.
 */
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

/** A language as extensions declare it in their manifests. */
export interface DeclaredLanguage {
  readonly id: string;
  readonly aliases?: readonly string[];
  /** File extensions, with their dots. */
  readonly extensions?: readonly string[];
}

/**
 * Returns the editor's id of a language from its id, another name or a file extension: `ts`, `C++`, `shell`. Returns
 * null for a language that no VS Code extension declares.
 */
export function languageId(name: string, declared: readonly DeclaredLanguage[]): string | null {
  const wanted = name.toLowerCase();
  const isId = ({ id }: DeclaredLanguage): boolean => id.toLowerCase() === wanted;
  const hasAlias = ({ aliases = [] }: DeclaredLanguage): boolean => aliases.some((one) => one.toLowerCase() === wanted);
  const hasEnding = ({ extensions = [] }: DeclaredLanguage): boolean =>
    extensions.some((one) => one.toLowerCase() === `.${wanted}`);
  return (declared.find(isId) ?? declared.find(hasAlias) ?? declared.find(hasEnding))?.id ?? null;
}

/** Characters that file names cannot have on every system, or that make a name look like another one. */
const REFUSED = /[<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const MOST_CHARACTERS = 400;

/**
 * Returns a path that a model wrote as the names from a folder downwards; null for one that leads elsewhere (absolute,
 * with a drive or a scheme, above the folder, into the user's home) or that cannot be a file's.
 */
export function relativePath(path: string): readonly string[] | null {
  if (path.length > MOST_CHARACTERS || REFUSED.test(path) || /^[\\/~]/u.test(path)) return null;
  const names = path.split(/[\\/]/u).filter((name) => name !== "" && name !== ".");
  const isRefused = (name: string): boolean => name === ".." || /^\s|[\s.]$/u.test(name);
  return names.length === 0 || /[\\/]$/u.test(path) || names.some(isRefused) ? null : names;
}
