import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * Resolves with the files below a folder that contain a text, plain or in base64. Files below `without` are skipped.
 */
export async function filesWith(text: string, folder: string, without: readonly string[] = []): Promise<string[]> {
  const forms = [text, Buffer.from(text).toString("base64").replace(/=+$/, "")];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !without.some((excluded) => file.startsWith(`${excluded}${path.sep}`)));
  const held = await Promise.all(
    files.map(async (file) => {
      // A file that disappears meanwhile contains nothing.
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      return forms.some((form) => bytes.includes(form)) ? [path.relative(folder, file)] : [];
    }),
  );
  return held.flat();
}
