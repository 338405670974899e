import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { modelsFolderFor } from "../../../test/embedding-files/start-download.ts";
import { onnxLike } from "../../../test/support/http/model-files.ts";
import { contentTrouble, looksLikeOnnx } from "./content-trouble.ts";

describe("a part of a model", () => {
  const contents: [string, string | Buffer, RegExp | null][] = [
    ["config.json", "{}", null],
    ["config.json", "", /not JSON/],
    ["config.json", '{"a":', /not JSON/],
    ["config.json", "1", /not JSON/],
    ["config.json", "\ufeff\n <html>", /web page/],
    ["model.onnx", onnxLike(Buffer.alloc(300)), null],
    ["model.onnx", "<?xml version='1.0'?>", /web page/],
    ["model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 23\n", /Git LFS's pointer/],
    ["model.onnx", "", /not an ONNX/],
    ["model.onnx", Buffer.from([8, 7]), /not an ONNX/],
    ["model.onnx_data", "anything", null],
    ["model.onnx_data", "<html>", /web page/],
  ];
  for (const [name, content, trouble] of contents) {
    it(`${name} that holds ${JSON.stringify(content.toString("latin1").slice(0, 20))} is ${trouble?.source ?? "fine"}`, async (t) => {
      const file = path.join(await modelsFolderFor(t), name);
      await writeFile(file, content);
      const found = await contentTrouble(file);
      if (trouble === null) assert.equal(found, null);
      else assert.match(found ?? "", trouble);
    });
  }

  it("is no ONNX model wherever it is cut, nor with anything behind it", async (t) => {
    const file = path.join(await modelsFolderFor(t), "model.onnx");
    const whole = Buffer.concat([onnxLike(Buffer.alloc(200, 1)), Buffer.from([0x42, 2, 0x10, 14])]);
    // A message without its last field is still a message.
    const lastField = whole.length - 4;
    for (let length = 0; length <= whole.length + 2; length++) {
      await writeFile(file, Buffer.concat([whole, Buffer.alloc(2, 0xff)]).subarray(0, length));
      assert.equal(await looksLikeOnnx(file), length === whole.length || length === lastField, `${length} bytes`);
    }
  });
});
