import { endianness } from "node:os";
import * as v from "valibot";

/** Name of the side file within a generation's folder. */
export const PACKED_FILE = "packed.bin";

/** Length of the header: the text of one JSON object, padded with spaces. */
export const HEADER_BYTES = 4096;

/** Every section begins at a multiple of this: a cache line. */
const ALIGNMENT = 64;

const FORMAT = "smcs-packed-bank/2";

/** The sections of the file, in order; "Ends" and "Bytes" together are a column of texts. */
export const SECTIONS = [
  "vectors",
  "capability",
  "values",
  "weights",
  "sourceOf",
  "domainOf",
  "topicOf",
  "skillListEnds",
  "skillOf",
  "idEnds",
  "textEnds",
  "modelEnds",
  "sourceEnds",
  "domainEnds",
  "topicEnds",
  "skillEnds",
  "idBytes",
  "textBytes",
  "modelBytes",
  "sourceBytes",
  "domainBytes",
  "topicBytes",
  "skillBytes",
] as const;
/** Sections with one number of 4 bytes per question. */
const PER_ROW = ["sourceOf", "domainOf", "topicOf", "skillListEnds", "idEnds", "textEnds"] as const;
/** Sections with any count of numbers of 4 bytes. */
const NUMBERS = ["values", "skillOf", "sourceEnds", "domainEnds", "topicEnds", "skillEnds"] as const;
export type Section = (typeof SECTIONS)[number];

/** The bytes of each section. */
type SectionLengths = Readonly<Record<Section, number>>;

/** The state of a bank's index that a side file was made from; a manifest is such a key. */
export interface PackedKey {
  readonly generation: number;
  readonly contentHash: string;
  /** d */
  readonly dimension: number;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const headerSchema = v.object({
  format: v.literal(FORMAT),
  /** Numbers are in the machine's own byte order, so that they need no conversion. */
  byteOrder: v.literal(endianness()),
  generation: count,
  contentHash: v.string(),
  dimension: count,
  rows: count,
  models: count,
  lengths: v.object(v.entriesFromList(SECTIONS, count)),
  /** Of the whole file. */
  length: count,
  /** SHA-256 of everything after the header, hexadecimal; it is not compared when the file is opened. */
  sha256: v.string(),
});
export type PackedHeader = Readonly<v.InferOutput<typeof headerSchema>>;

/** Returns where each section begins, and where the last one ends. */
export function positionsOf(lengths: SectionLengths): { at: Readonly<Record<Section, number>>; length: number } {
  let end = HEADER_BYTES;
  const entries = SECTIONS.map((section) => {
    const at = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    end = at + lengths[section];
    return [section, at] as const;
  });
  return { at: Object.fromEntries(entries) as Record<Section, number>, length: end };
}

/** Returns the header's bytes. */
export function encodeHeader(
  key: PackedKey,
  { rows, models, sha256 }: Pick<PackedHeader, "rows" | "models" | "sha256">,
  lengths: SectionLengths,
): Uint8Array {
  const { generation, contentHash, dimension } = key;
  const header: PackedHeader = {
    format: FORMAT,
    byteOrder: endianness(),
    generation,
    contentHash,
    dimension,
    rows,
    models,
    lengths,
    length: positionsOf(lengths).length,
    sha256,
  };
  return Buffer.from(JSON.stringify(header).padEnd(HEADER_BYTES - 1) + "\n");
}

/**
 * Reads the header of a side file.
 *
 * @param fileLength in bytes
 * @throws Error unless the file was made from this state of the index, and its sizes agree with each other and with the
 * file's
 */
export function decodeHeader(bytes: Uint8Array, key: PackedKey, fileLength: number): PackedHeader {
  const header = v.parse(headerSchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
  const { dimension, rows, models, lengths } = header;
  const expected = {
    vectors: 4 * dimension * rows,
    capability: 2 * models * rows,
    ...Object.fromEntries(PER_ROW.map((section) => [section, 4 * rows])),
    modelEnds: 4 * models,
    weights: lengths.values,
  };
  const fits =
    Object.entries(expected).every(([section, length]) => lengths[section as Section] === length) &&
    NUMBERS.every((section) => lengths[section] % 4 === 0) &&
    header.length === positionsOf(lengths).length &&
    header.length === fileLength;
  if (!fits) throw new Error("The side file's sizes do not agree.");
  const sameState = header.generation === key.generation && header.contentHash === key.contentHash;
  if (!sameState || dimension !== key.dimension) {
    throw new Error("The side file was made from another state of the bank.");
  }
  return header;
}
