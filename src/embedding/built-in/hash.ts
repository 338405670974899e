/** FNV-1a's start value for 32 bits. */
const FNV_START = 0x811c9dc5;

/** Returns the state after one step of FNV-1a, over a UTF-16 code unit in place of a byte. */
export function fnvStep(state: number, codeUnit: number): number {
  return Math.imul(state ^ codeUnit, 0x01000193);
}

/** Returns FNV-1a's state after `text`, from which hashing can continue. */
export function fnvState(text: string, start = FNV_START): number {
  let state = start;
  for (let i = 0; i < text.length; i++) state = fnvStep(state, text.charCodeAt(i));
  return state;
}

/**
 * Returns MurmurHash3's finaliser of a state, as an unsigned 32-bit number. In FNV-1a alone a low bit depends only on
 * the characters' bits up to it, so signs and positions would not be evenly distributed.
 */
export function mixed(state: number): number {
  let bits = state;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * Adds `weight` to one of `sums`. The hash's upper 24 bits choose the position and its lowest bit the sign. The two are
 * independent, so the products of colliding features cancel out on average.
 */
export function addSigned(sums: Float64Array, hash: number, weight: number): void {
  const position = (hash >>> 8) % sums.length;
  sums[position] = (sums[position] as number) + (hash & 1 ? weight : -weight);
}
