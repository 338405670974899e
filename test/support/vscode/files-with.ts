import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The files below a folder that hold a text, as it is or in base64; those below `without` are not looked at. */
export async function filesWith(text: string, folder: string, without: readonly string[] = []): Promise<string[]> {
  const forms = [text, Buffer.from(text).toString("base64").replace(/=+$/, "")];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !without.some((excluded) => file.startsWith(`${excluded}${path.sep}`)));
  const held = await Promise.all(
    files.map(async (file) => {
      // What goes away meanwhile holds nothing.
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      return forms.some((form) => bytes.includes(form)) ? [path.relative(folder, file)] : [];
    }),
  );
  return held.flat();
}
