import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { BankError } from "../../core/errors.ts";

/** An entry as an item of vectra's index (IndexItem in its index.proto). */
export interface IndexItem {
  readonly id: string;
  /** The question as JSON, since vectra keeps flat metadata only. */
  readonly question: string;
  readonly space: string;
  /** Length d, norm 1. */
  readonly vector: Float32Array;
}

const FIELD = { id: 1, metadata: 2, vector: 3, norm: 4 };
const KEY = 1;
const VALUE = 2;
const STRING_VALUE = 1;

/** The bytes of an item, without the tag and length that stand before it in the index. */
export function encodeItem({ id, question, space, vector }: IndexItem): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(FIELD.id, WireType.LengthDelimited).string(id);
  for (const [key, value] of Object.entries({ question, space })) {
    writer.tag(FIELD.metadata, WireType.LengthDelimited).fork();
    writer.tag(KEY, WireType.LengthDelimited).string(key);
    writer.tag(VALUE, WireType.LengthDelimited).fork();
    writer.tag(STRING_VALUE, WireType.LengthDelimited).string(value).join().join();
  }
  const { buffer, byteOffset, byteLength } = vector;
  writer.tag(FIELD.vector, WireType.LengthDelimited).bytes(new Uint8Array(buffer, byteOffset, byteLength));
  // Searches in vectra divide by it.
  writer.tag(FIELD.norm, WireType.Bit64).double(normOf(vector));
  return writer.finish();
}

/**
 * The item that `encodeItem` or vectra wrote; nothing of it refers to `bytes`.
 *
 * @throws Error when the bytes are no such item
 */
export function decodeItem(bytes: Uint8Array): IndexItem {
  const reader = new BinaryReader(bytes);
  const texts = new Map<string, string>();
  let id: string | undefined;
  let vector: Float32Array | undefined;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === FIELD.id && wireType === WireType.LengthDelimited && id === undefined) id = reader.string(true);
    else if (field === FIELD.metadata && wireType === WireType.LengthDelimited) readMetadata(reader.bytes(), texts);
    else if (field === FIELD.vector && wireType === WireType.LengthDelimited && vector === undefined) {
      vector = toVector(reader.bytes());
    } else if (field === FIELD.norm && wireType === WireType.Bit64) reader.double();
    else throw new BankError("it is not an item of a vectra index");
  }
  const [question, space] = [texts.get("question"), texts.get("space")];
  if (id === undefined || vector === undefined || question === undefined || space === undefined) {
    throw new BankError("a part of it is missing");
  }
  return { id, question, space, vector };
}

/**
 * The id of an item alone.
 *
 * @throws Error when it does not begin with one
 */
export function idOfItem(bytes: Uint8Array): string {
  const reader = new BinaryReader(bytes);
  const [field, wireType] = reader.tag();
  if (field !== FIELD.id || wireType !== WireType.LengthDelimited) throw new BankError("it has no id");
  return reader.string(true);
}

/** Euclidean norm. */
export function normOf(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) * (vector[i] as number);
  return Math.sqrt(squares);
}

/** One entry of the map `metadata`; values that are not strings are not ours. */
function readMetadata(bytes: Uint8Array, into: Map<string, string>): void {
  const reader = new BinaryReader(bytes);
  let key = "";
  let value: string | undefined;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === KEY && wireType === WireType.LengthDelimited) key = reader.string(true);
    else if (field === VALUE && wireType === WireType.LengthDelimited) value = readString(reader.bytes());
    else reader.skip(wireType, field);
  }
  if (value !== undefined) into.set(key, value);
}

function readString(bytes: Uint8Array): string | undefined {
  const reader = new BinaryReader(bytes);
  let text: string | undefined;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === STRING_VALUE && wireType === WireType.LengthDelimited) text = reader.string(true);
    else reader.skip(wireType, field);
  }
  return text;
}

function toVector(bytes: Uint8Array): Float32Array {
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) throw new BankError("its vector is cut off");
  // A copy: the bytes need not lie where floats may.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
