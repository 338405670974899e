import { open, readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { allParts } from "./model-parts.ts";

const MANIFEST_FILE = "manifest.json";

const manifestSchema = v.object({
  format: v.literal(1),
  name: v.string(),
  /** Commit of the model's repository; null when the hub did not say. */
  revision: v.nullable(v.string()),
  /** ISO 8601. */
  downloadedAt: v.string(),
  files: v.array(
    v.object({
      path: v.picklist(allParts),
      bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});

/** The content of a model's folder after a complete download that was tried successfully. */
type Manifest = v.InferOutput<typeof manifestSchema>;

/** Writes a manifest, which marks the folder as a complete model, and synchronises it to disk. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const handle = await open(path.join(folder, MANIFEST_FILE), "w");
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Resolves with the manifest in a model's folder; null when there is none that a download wrote, or when it is
 * unreadable.
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    const text = await readFile(path.join(folder, MANIFEST_FILE), "utf8");
    const parsed = v.safeParse(manifestSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
