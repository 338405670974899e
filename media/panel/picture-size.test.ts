import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pictureSize } from "./picture-size.ts";

const sizeOf = (hex: string): string => {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
  const size = pictureSize(bytes.buffer);
  return size === null ? "none" : `${size.width} x ${size.height}`;
};
const riff = (kind: string, rest: string): string =>
  `${Buffer.from("RIFF????WEBP").toString("hex")}${Buffer.from(kind).toString("hex")}${rest}`;

describe("the size of a picture's file", () => {
  it("is read from its beginning, whatever its kind", () => {
    assert.equal(sizeOf("89504e470d0a1a0a 0000000d 49484452 00007530 00004e20"), "30000 x 20000");
    assert.equal(sizeOf("474946383961 3075 204e"), "30000 x 20000");
    assert.equal(sizeOf(riff("VP8X", "0a000000 00000000 2f7500 1f4e00")), "30000 x 20000");
    assert.equal(sizeOf(riff("VP8L", "08000000 2f fffffff0")), "16384 x 1024");
    assert.equal(sizeOf(riff("VP8 ", "08000000 000000 9d012a 2003 5802")), "800 x 600");
  });

  it("is found behind what else a JPEG file says, such as its own small picture", () => {
    assert.equal(
      sizeOf("ffd8 ffe1 000d ffd8ffc000110800080008 ffff ffc4 0004 0000 ffc2 0011 08 4e20 7530 03"),
      "30000 x 20000",
    );
  });

  it("is none where the bytes are something else, or too few", () => {
    for (const hex of [
      "",
      "ff",
      "ffd8",
      "ffd8 0000",
      "89504e47",
      Buffer.from("<svg/>").toString("hex"),
      riff("ICCP", "00"),
    ])
      assert.equal(sizeOf(hex), "none");
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void sizeOf(`ffd8ff${Buffer.from(bytes).toString("hex")}`)));
  });
});
