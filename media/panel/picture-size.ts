/** The size of a picture in pixels. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Returns the size that a PNG, GIF, WebP or JPEG file states, without decoding the file: the picture in a file of some
 * kilobytes may need gigabytes. Returns null for any other file.
 */
export function pictureSize(file: ArrayBuffer): PictureSize | null {
  const view = new DataView(file);
  const begins = (...bytes: readonly number[]): boolean => bytes.every((byte, at) => view.getUint8(at) === byte);
  const says = (word: string, at: number): boolean =>
    Array.from(word, (_, index) => view.getUint8(at + index)).every((byte, index) => byte === word.charCodeAt(index));
  try {
    if (begins(0x89, 0x50, 0x4e, 0x47)) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (says("GIF8", 0)) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (says("RIFF", 0) && says("WEBP", 8)) return webpSize(view, says);
    return begins(0xff, 0xd8) ? jpegSize(view) : null;
  } catch (error) {
    // The file ends too early.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function webpSize(view: DataView, says: (word: string, at: number) => boolean): PictureSize | null {
  // Each of the three kinds has the size in a place of its own.
  if (says("VP8X", 12)) {
    const side = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000 + 1;
    return { width: side(24), height: side(27) };
  }
  if (says("VP8L", 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!says("VP8 ", 12)) return null;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Returns the size in the segment that begins the picture, and skips the segments before it. */
function jpegSize(view: DataView): PictureSize | null {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Any number of fill bytes may precede a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
}
