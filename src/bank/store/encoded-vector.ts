/** Returns a vector as base64 of its float32 values, little-endian like every machine that runs Node. */
export function encodeVector(vector: ArrayLike<number>): string {
  const { buffer, byteOffset, byteLength } = vector instanceof Float32Array ? vector : Float32Array.from(vector);
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

/** Returns the vector that was given to `encodeVector`, in its own memory. */
export function decodeVector(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / Float32Array.BYTES_PER_ELEMENT));
}
