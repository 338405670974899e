import { messageOf } from "../core/errors.ts";

/** Bounds of a JSON text's content; texts within it may have any length. */
export interface JsonBounds {
  /** Elements of lists and fields of objects, all together. */
  readonly parts: number;
  /** Depth of nested brackets. */
  readonly depth: number;
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Returns the value of a JSON text with few parts, however long its texts are. The parts are counted before parsing,
 * because a large file of brackets, parsed, would take many times its memory.
 *
 * @throws Error when the text is not JSON, or exceeds the bounds
 */
export function parsedWithin(text: string, { parts, depth }: JsonBounds): unknown {
  let [found, level] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfText(text, at);
        break;
      case OPEN:
      case OPEN_LIST:
        level += 1;
        found += 1;
        if (level > depth) throw new Error(`it nests deeper than ${depth} levels`);
        break;
      case CLOSE:
      case CLOSE_LIST:
        level -= 1;
        break;
      case COMMA:
      case COLON:
        found += 1;
    }
    if (found > parts) throw new Error(`it holds more than ${parts.toLocaleString("en")} parts`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`it is not JSON: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Returns the fields of a JSON object that are complete in a text that may break off anywhere; none when the text does
 * not begin with an object.
 *
 * @param text the beginning of an object
 */
export function wholeFields(text: string): object {
  let [level, end] = [0, -1];
  const start = text.length - text.trimStart().length;
  if (text.charCodeAt(start) !== OPEN) return {};
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === OPEN || code === OPEN_LIST) level += 1;
    else if (code === CLOSE || code === CLOSE_LIST) level -= 1;
    else if (code === COMMA && level === 1) end = at;
    if (level === 0) {
      end = at;
      break;
    }
  }
  try {
    const value: unknown = JSON.parse(`${text.slice(start, end === -1 ? start + 1 : end)}}`);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Returns the end of the text that begins at the quote. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
