/** A language as extensions declare it in their manifests. */
export interface DeclaredLanguage {
  readonly id: string;
  readonly aliases?: readonly string[];
  /** With their dots. */
  readonly extensions?: readonly string[];
}

/**
 * The editor's id of a language that a model named by its id, one of its other names or a file's ending: `ts`, `C++`,
 * `shell`. Null for one that no extension declares.
 */
export function languageId(name: string, declared: readonly DeclaredLanguage[]): string | null {
  const wanted = name.toLowerCase();
  const isId = ({ id }: DeclaredLanguage): boolean => id.toLowerCase() === wanted;
  const hasAlias = ({ aliases = [] }: DeclaredLanguage): boolean => aliases.some((one) => one.toLowerCase() === wanted);
  const hasEnding = ({ extensions = [] }: DeclaredLanguage): boolean =>
    extensions.some((one) => one.toLowerCase() === `.${wanted}`);
  return (declared.find(isId) ?? declared.find(hasAlias) ?? declared.find(hasEnding))?.id ?? null;
}
