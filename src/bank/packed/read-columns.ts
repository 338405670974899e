import type { FileHandle } from "node:fs/promises";
import type { Labels } from "../../core/question-bank/packed-bank.ts";
import { type PackedHeader, positionsOf, type Section } from "./layout.ts";
import { assertFits, assertSound, type PackedColumns } from "./packed-columns.ts";
import { readFully } from "./read-fully.ts";
import { allTexts, type TextColumn } from "./text-column.ts";

/**
 * Reads all of a side file but the vectors. Codes, labels and texts stay in the memory that they were read to.
 *
 * @throws Error when something in it does not fit
 */
export async function readColumns(file: FileHandle, { rows, lengths }: PackedHeader): Promise<PackedColumns> {
  const { at, length } = positionsOf(lengths);
  const start = at.capability;
  const body = new Uint8Array(length - start);
  await readFully(file, body, start);

  const bytes = (section: Section): Uint8Array => {
    const from = at[section] - start;
    return body.subarray(from, from + lengths[section]);
  };
  const integers = (section: Section): Uint32Array => {
    return new Uint32Array(body.buffer, at[section] - start, lengths[section] / Uint32Array.BYTES_PER_ELEMENT);
  };
  const floats = (section: Section): Float32Array => {
    return new Float32Array(body.buffer, at[section] - start, lengths[section] / Float32Array.BYTES_PER_ELEMENT);
  };
  const texts = (ends: Section, inBytes: Section): TextColumn => {
    const column = { ends: integers(ends), bytes: bytes(inBytes) };
    assertFits(column);
    return column;
  };
  const labels = (of: Section, ends: Section, inBytes: Section): Labels => {
    return { names: allTexts(texts(ends, inBytes)), of: integers(of) };
  };

  const columns = {
    rows,
    models: allTexts(texts("modelEnds", "modelBytes")),
    capability: new Uint16Array(body.buffer, 0, lengths.capability / Uint16Array.BYTES_PER_ELEMENT),
    outcomes: { values: floats("values"), weights: floats("weights") },
    sources: labels("sourceOf", "sourceEnds", "sourceBytes"),
    domains: labels("domainOf", "domainEnds", "domainBytes"),
    topics: labels("topicOf", "topicEnds", "topicBytes"),
    skills: { ends: integers("skillListEnds"), ...labels("skillOf", "skillEnds", "skillBytes") },
    ids: texts("idEnds", "idBytes"),
    texts: texts("textEnds", "textBytes"),
  };
  assertSound(columns);
  return columns;
}
