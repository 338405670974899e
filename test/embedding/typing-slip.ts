const KEY_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/**
 * Returns whether the second word is the first one with a single typing error: two letters swapped, a letter missing or
 * doubled, or a neighbour of the right key pressed.
 */
export function isTypingSlip(word: string, typed: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === typed[start]) start++;
  const rest = word.slice(start).toLowerCase();
  const typedRest = typed.slice(start).toLowerCase();
  const [a = "", b = ""] = rest;
  const [x = "", y = ""] = typedRest;
  return (
    (a !== b && x === b && y === a && rest.slice(2) === typedRest.slice(2)) ||
    (a !== "" && rest.slice(1) === typedRest) ||
    (typedRest.slice(1) === rest && x !== "" && x === word[start - 1]?.toLowerCase()) ||
    (areNeighbours(a, x) && rest.slice(1) === typedRest.slice(1))
  );
}

/** Returns whether two different keys touch on an English keyboard, whose rows are shifted by half a key each. */
function areNeighbours(a: string, b: string): boolean {
  const [from, to] = [keyOf(a), keyOf(b)];
  if (from === null || to === null || a === b) return false;
  return Math.abs(from.row - to.row) <= 1 && Math.abs(from.x - to.x) <= (from.row === to.row ? 1 : 0.5);
}

function keyOf(letter: string): { row: number; x: number } | null {
  const row = KEY_ROWS.findIndex((keys) => letter !== "" && keys.includes(letter));
  return row < 0 ? null : { row, x: (KEY_ROWS[row] ?? "").indexOf(letter) + row / 2 };
}
