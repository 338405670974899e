import { limits, type SentPicture } from "../../src/protocol/index.ts";
import { pictureSize } from "./picture-size.ts";
import { strings } from "./strings.ts";

/** Media types that a browser can decode without running code. */
const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif"];
/** Maximum size of a file; a larger one would take long to decode. */
const MOST_FILE_BYTES = 25 * 1024 * 1024;
/**
 * Maximum number of pixels, of four bytes each when decoded: more than any screen shows, and less than harms the
 * window.
 */
const MOST_DECODED_PIXELS = 100_000_000;
/** Maximum size of a PNG file. A larger picture is written as JPEG, which keeps photographs much smaller. */
const MOST_PNG_BYTES = 1024 * 1024;
/** Pixels of the longer side of a small picture on a chip: twice the height that it has there. */
const THUMBNAIL_PIXELS = 64;

/** Returns the pictures among pasted or dropped files. */
export function picturesIn(transfer: Pick<DataTransfer, "files"> | null): File[] {
  return [...(transfer?.files ?? [])].filter(({ type }) => KINDS.includes(type));
}

/**
 * Returns a picture for sending: at most `limits.pixels` long and rewritten, which removes other data in the file, such as
 * the place where it was taken. An animated picture is reduced to its first frame.
 *
 * @throws Error with a message for the user
 */
export async function smallPicture(file: File): Promise<SentPicture> {
  const name = file.name.trim().slice(-200) || "picture.png";
  if (file.size > MOST_FILE_BYTES) throw new Error(strings.pictureTooLarge(name));
  const size = pictureSize(await file.arrayBuffer());
  if (size === null) throw new Error(strings.pictureUnreadable(name));
  if (size.width * size.height > MOST_DECODED_PIXELS) throw new Error(strings.pictureTooLarge(name));
  const decoded = await createImageBitmap(file).catch(() => {
    throw new Error(strings.pictureUnreadable(name));
  });
  try {
    const canvas = drawn(decoded, limits.pixels);
    const png = file.type === "image/jpeg" ? null : await written(canvas, "image/png");
    const isPng = png !== null && png.size <= MOST_PNG_BYTES;
    const blob = isPng ? png : await written(drawn(decoded, limits.pixels, "white"), "image/jpeg", 0.88);
    if (blob.size > limits.pictureBytes) throw new Error(strings.pictureTooLarge(name));
    const thumbnail = await written(drawn(decoded, THUMBNAIL_PIXELS, "white"), "image/jpeg", 0.8);
    const { width, height } = canvas;
    return {
      name,
      mediaType: isPng ? "image/png" : "image/jpeg",
      data: await inBase64(blob),
      width,
      height,
      thumbnail: await inBase64(thumbnail),
    };
  } finally {
    decoded.close();
  }
}

/** Returns a canvas with a picture, with a maximum number of pixels on its longer side. */
function drawn(picture: ImageBitmap, most: number, background?: string): HTMLCanvasElement {
  const scale = Math.min(1, most / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.imageSmoothingQuality = "high";
  if (background !== undefined) {
    context.fillStyle = background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function written(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new Error(strings.pictureUnreadable(type)));
        else resolve(blob);
      },
      type,
      quality,
    );
  });
}

async function inBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  // In pieces, because the number of arguments of a call is limited.
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}
