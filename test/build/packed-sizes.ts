const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * Returns the files in a ZIP archive with the packed bytes of each, from its central directory (PKWARE's APPNOTE,
 * 4.3.12).
 *
 * @throws Error when there is no central directory
 */
export function packedSizes(archive: Buffer): Map<string, number> {
  const end = archive.lastIndexOf(signature(END_OF_DIRECTORY));
  if (end < 0) throw new Error("This is no ZIP archive: its central directory is missing.");
  const sizes = new Map<string, number>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error("The archive's central directory is damaged.");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const nameEnd = at + 46 + (nameLength ?? 0);
    sizes.set(archive.toString("utf8", at + 46, nameEnd), archive.readUInt32LE(at + 20));
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return sizes;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
