import { createHash } from "node:crypto";
import * as v from "valibot";
import { BankError } from "../../../core/errors.ts";
import type { IndexPart, Manifest } from "./bank-types.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const manifestSchema = v.object({
  format: v.literal(1),
  generation: count,
  space: v.string(),
  dimension: count,
  entries: count,
  parts: v.array(v.object({ name: v.pipe(v.string(), v.regex(/^part-\d+$/)), entries: count, bytes: count, sha256 })),
  contentHash: sha256,
});

/** SHA-256 over the parts' hashes. */
export function contentHashOf(parts: readonly IndexPart[]): string {
  return sha256Of(parts.map((part) => part.sha256).join("\n"));
}

/** A manifest as the text of its file, which carries a checksum of the rest. */
export function encodeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`;
}

/**
 * Reads the text of a manifest's file.
 *
 * @throws BankError saying why it is not what a writer wrote
 */
export function decodeManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BankError("it is not JSON", { cause: error });
  }
  const parsed = v.safeParse(v.object({ ...manifestSchema.entries, checksum: v.string() }), value);
  if (!parsed.success) throw new BankError(parsed.issues[0].message);
  const { checksum, ...manifest } = parsed.output;
  if (checksum !== checksumOf(manifest)) throw new BankError("its checksum does not match");
  return manifest;
}

/** Over the fields in the schema's order, however they stand in the file. */
function checksumOf(manifest: Manifest): string {
  return sha256Of(JSON.stringify(v.parse(manifestSchema, manifest)));
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
