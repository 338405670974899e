/** FNV-1a's start value for 32 bits. */
const FNV_START = 0x811c9dc5;

/** One step of FNV-1a, over a UTF-16 code unit in place of a byte. */
export function fnvStep(state: number, codeUnit: number): number {
  return Math.imul(state ^ codeUnit, 0x01000193);
}

/** FNV-1a's state after `text`, from which it can go on. */
export function fnvState(text: string, start = FNV_START): number {
  let state = start;
  for (let i = 0; i < text.length; i++) state = fnvStep(state, text.charCodeAt(i));
  return state;
}

/**
 * MurmurHash3's finaliser, giving an unsigned 32-bit number. In FNV-1a alone a low bit depends on the characters'
 * still lower bits only, so that neither signs nor positions would be fair.
 */
export function mixed(state: number): number {
  let bits = state;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * Adds `weight` to one of `sums`. The hash's upper 24 bits choose the position and its lowest bit the sign: the two are
 * independent, so the products of colliding features cancel out on average.
 */
export function addSigned(sums: Float64Array, hash: number, weight: number): void {
  const position = (hash >>> 8) % sums.length;
  sums[position] = (sums[position] as number) + (hash & 1 ? weight : -weight);
}
