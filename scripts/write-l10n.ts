// Rewrites the bundle of English texts from the sources, and sorts the translations in its order: npm run l10n
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Bundle, bundleText, englishBundle, inOrderOf } from "./l10n/bundle.ts";
import { sourceTexts } from "./l10n/source-texts.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string): Bundle => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Bundle;
const write = (file: string, bundle: Bundle): void => {
  writeFileSync(path.join(root, file), bundleText(bundle));
};

const english = englishBundle(sourceTexts(root).texts);
write("l10n/bundle.l10n.json", english);
for (const file of globSync("l10n/bundle.l10n.*.json", { cwd: root })) write(file, inOrderOf(english, read(file)));
const manifest = read("package.nls.json");
for (const file of globSync("package.nls.*.json", { cwd: root })) write(file, inOrderOf(manifest, read(file)));
console.log(`l10n/bundle.l10n.json: ${Object.keys(english).length} texts`);
