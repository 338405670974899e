import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { pictureAttachment, refuseTooManyPictures } = await import("./picture-attachment.ts");

const PNG = Buffer.from("89504e470d0a1a0a00000000", "hex").toString("base64");
const sent = { name: "a.png", mediaType: "image/png", data: PNG, width: 30, height: 20, thumbnail: "AAAA" } as const;

describe("a picture that goes with a question", () => {
  it("is the same one however it is called, and its text says what it was", async () => {
    const one = pictureAttachment(sent);
    assert.equal(one.id, pictureAttachment({ ...sent, name: "b.png" }).id);
    assert.match(await one.read(), /^30 x 20 pixels, 1 KB, SHA-256 [0-9a-f]{64}$/);
    assert.deepEqual(one.picture, { mediaType: "image/png", data: PNG, width: 30, height: 20 });
  });

  it("is one of four at most when it is sent", () => {
    const pictures = [1, 2, 3, 4].map(() => pictureAttachment(sent));
    refuseTooManyPictures([{ kind: "file" }, ...pictures]);
    assert.throws(() => {
      refuseTooManyPictures([...pictures, pictureAttachment(sent)]);
    }, /5 pictures are attached, and up to 4 can go with a question/);
  });

  it("is refused when its bytes are something else than they are said to be", () => {
    assert.throws(() => pictureAttachment({ ...sent, mediaType: "image/jpeg" }), /a\.png is no picture/);
    const script = Buffer.from("<svg onload=alert(1)>").toString("base64");
    assert.throws(() => pictureAttachment({ ...sent, data: script }), /a\.png is no picture/);
  });
});
