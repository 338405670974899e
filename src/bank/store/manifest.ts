import { createHash } from "node:crypto";
import * as v from "valibot";
import { BankError } from "../../core/errors.ts";
import type { IndexPart, Manifest } from "./bank-types.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Version of the folder's format. */
const FORMAT = 1;

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  generation: count,
  space: v.string(),
  dimension: count,
  entries: count,
  parts: v.array(v.object({ name: v.pipe(v.string(), v.regex(/^part-\d+$/)), entries: count, bytes: count, sha256 })),
  contentHash: sha256,
});

/**
 * The fields that every later format keeps, so that a manifest of a later format can be told from a damaged one of this
 * format.
 */
const newerSchema = v.looseObject({ format: v.pipe(v.number(), v.integer(), v.gtValue(FORMAT)), checksum: v.string() });

/**
 * A later version of SMCS wrote the manifest: nothing is wrong with it, and the stored data must not be treated as
 * damaged.
 */
export class NewerFormatError extends BankError {}

/** Returns the SHA-256 over the parts' hashes. */
export function contentHashOf(parts: readonly IndexPart[]): string {
  return sha256Of(parts.map((part) => part.sha256).join("\n"));
}

/** Returns the text of a manifest's file, with a checksum over the other fields. */
export function encodeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`;
}

/**
 * Reads the text of a manifest's file.
 *
 * @throws NewerFormatError when a later version wrote it; BankError saying how it differs from what a writer wrote
 */
export function decodeManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BankError("it is not JSON", { cause: error });
  }
  refuseNewer(value);
  const parsed = v.safeParse(v.object({ ...manifestSchema.entries, checksum: v.string() }), value);
  if (!parsed.success) throw new BankError(parsed.issues[0].message);
  const { checksum, ...manifest } = parsed.output;
  if (checksum !== checksumOf(manifest)) throw new BankError("its checksum does not match");
  return manifest;
}

/**
 * @throws NewerFormatError when the manifest is of a later format and its checksum matches its other fields as written
 */
function refuseNewer(value: unknown): void {
  const newer = v.safeParse(newerSchema, value);
  if (!newer.success) return;
  const { checksum, ...rest } = newer.output;
  if (checksum !== sha256Of(JSON.stringify(rest))) return;
  throw new NewerFormatError(`it has format ${rest.format}, and this version reads ${FORMAT}`);
}

/** Returns the checksum over the fields in the schema's order, whatever their order in the file. */
function checksumOf(manifest: Manifest): string {
  return sha256Of(JSON.stringify(v.parse(manifestSchema, manifest)));
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
