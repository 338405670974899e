// Writes the bundle of English texts anew, from what the sources say: npm run l10n
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { bundleText, englishBundle } from "./l10n/bundle.ts";
import { sourceTexts } from "./l10n/source-texts.ts";

const root = path.resolve(import.meta.dirname, "..");
const { texts } = sourceTexts(root);
await writeFile(path.join(root, "l10n", "bundle.l10n.json"), bundleText(englishBundle(texts)));
console.log(`l10n/bundle.l10n.json: ${new Set(texts.map(({ text }) => text)).size} texts`);
