import { l10n } from "vscode";
import { ContextError } from "./attachment.ts";

/** Maximum size of an attached file. */
const MOST_BYTES = 1024 * 1024;
/** Number of bytes at the beginning of a file that are searched for NUL, the sign of a binary file. */
const LOOKED_AT = 8192;

/** @throws ContextError for a file that is too large */
export function refuseLarge(label: string, bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const megabytes = (bytes / MOST_BYTES).toFixed(1);
  throw new ContextError(
    l10n.t("{0} is {1} MB; files of up to 1 MB can be attached. Select the part that matters.", label, megabytes),
    "length",
  );
}

/**
 * Returns bytes as UTF-8 text; null for text in another encoding.
 *
 * @throws ContextError when they are not text
 */
export function decoded(label: string, bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, LOOKED_AT);
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isWide && head.includes(0)) throw new ContextError(binaryText(label), "binary");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function binaryText(label: string): string {
  return /\.(?:png|jpe?g|webp|gif)$/i.test(label)
    ? l10n.t("{0} is a picture. Copy it and paste it into the panel's question box.", label)
    : l10n.t("{0} is a binary file; only text can be attached.", label);
}
