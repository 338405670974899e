import { createHash } from "node:crypto";
import { l10n } from "vscode";
import { plainName } from "../../core/plain-name.ts";
import type { Picture } from "../../core/pictures.ts";
import { limits, type SentPicture } from "../../protocol/index.ts";
import { type Attachment, ContextError } from "./attachment.ts";

/** The first bytes of the two kinds of files, in hexadecimal. */
const BEGINNINGS: Readonly<Record<Picture["mediaType"], string>> = {
  "image/png": "89504e470d0a1a0a",
  "image/jpeg": "ffd8ff",
};

/**
 * Returns the attachment of a picture that was pasted or dropped into the panel. The panel has shrunk and rewritten it,
 * so that no other data of its file, such as a location, is in it.
 *
 * @throws ContextError when the bytes are not a picture
 */
export function pictureAttachment({ name, thumbnail, ...picture }: SentPicture): Attachment {
  const bytes = Buffer.from(picture.data, "base64");
  if (!bytes.toString("hex", 0, 8).startsWith(BEGINNINGS[picture.mediaType]))
    throw new ContextError(l10n.t("{0} is no picture that can be read. Save it as PNG or JPEG, and try again.", name));
  const hash = createHash("sha256").update(bytes).digest("hex");
  const { width, height } = picture;
  // Describes the picture where only texts are shown: in an export or a report.
  const about = `${width} x ${height} pixels, ${Math.ceil(bytes.length / 1024)} KB, SHA-256 ${hash}`;
  return {
    id: `picture ${hash}`,
    kind: "picture",
    label: plainName(name),
    picture,
    thumbnail,
    read: () => Promise.resolve(about),
  };
}

/**
 * Refuses too many pictures: a queued question restores its pictures when it is taken back.
 *
 * @throws ContextError when more pictures are attached than can go with a question
 */
export function refuseTooManyPictures(items: readonly Pick<Attachment, "kind">[]): void {
  const pictures = items.filter(({ kind }) => kind === "picture").length;
  if (pictures <= limits.pictures) return;
  throw new ContextError(
    l10n.t("{0} pictures are attached, and up to {1} can go with a question. Remove some.", pictures, limits.pictures),
  );
}
