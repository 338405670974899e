/** What no file name has on every system, and what makes a name look like another one. */
const REFUSED = /[<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const MOST_CHARACTERS = 400;

/**
 * A path that a model wrote, as the names from a folder downwards; null for one that leads elsewhere (absolute, with a
 * drive or a scheme, above the folder, into the user's home) or that cannot be a file's.
 */
export function relativePath(path: string): readonly string[] | null {
  if (path.length > MOST_CHARACTERS || REFUSED.test(path) || /^[\\/~]/u.test(path)) return null;
  const names = path.split(/[\\/]/u).filter((name) => name !== "" && name !== ".");
  const isRefused = (name: string): boolean => name === ".." || /^\s|[\s.]$/u.test(name);
  return names.length === 0 || /[\\/]$/u.test(path) || names.some(isRefused) ? null : names;
}
