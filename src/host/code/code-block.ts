import { extensions, languages } from "vscode";
import { type DeclaredLanguage, fenceInfo, languageId } from "./fence-info.ts";

/** A block of code as a model wrote it. */
export interface CodeBlock {
  readonly code: string;
  /** The text behind its opening fence. */
  readonly info: string;
}

/**
 * Returns the editor's id for a block's language, by the model's name for it or by the file that the block names;
 * otherwise plain text.
 */
export async function languageOf(info: string): Promise<string> {
  const { language, path } = fenceInfo(info);
  const ending = path === null ? null : (/\.([^./\\]+)$/u.exec(path)?.[1] ?? null);
  const known = await languages.getLanguages();
  const declared = [...known.map((id) => ({ id })), ...extensions.all.flatMap(declaredBy)];
  const find = (name: string | null): string | null => (name === null ? null : languageId(name, declared));
  return find(language) ?? find(ending) ?? "plaintext";
}

function declaredBy({ packageJSON }: { readonly packageJSON: unknown }): readonly DeclaredLanguage[] {
  const manifest = packageJSON as { contributes?: { languages?: readonly DeclaredLanguage[] } };
  return manifest.contributes?.languages ?? [];
}
