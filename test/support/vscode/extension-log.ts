import { glob, readFile } from "node:fs/promises";
import path from "node:path";

/** Resolves with everything that the extension has logged in all windows with these user data. */
export async function extensionLog(userData: string): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob("**/*.log", { cwd: userData }))
    if (/smcs[^]*\.log$/i.test(file)) texts.push(`${file}\n${await readFile(path.join(userData, file), "utf8")}`);
  return texts.join("\n");
}
