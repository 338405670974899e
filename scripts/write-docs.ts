// Rewrites the generated parts of the docs, from the built code: npm run docs
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { generatedPages } from "./docs/generated-pages.ts";

for (const [file, text] of await generatedPages()) {
  await writeFile(path.resolve(import.meta.dirname, "..", file), text);
  console.log(file);
}
