import assert from "node:assert/strict";
import { it } from "node:test";
import { hubOf, urlOf } from "./hub.ts";

it("the hub is the mirror that HF_ENDPOINT names where nobody on the way can change what comes, else the public one", () => {
  const hubs: [string | undefined, string][] = [
    [undefined, "https://huggingface.co"],
    ["", "https://huggingface.co"],
    ["https://mirror.example/", "https://mirror.example"],
    ["https://mirror.example/api/hf", "https://mirror.example/api/hf"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://mirror.example", "https://huggingface.co"],
    ["mirror.example", "https://huggingface.co"],
    ["ftp://127.0.0.1", "https://huggingface.co"],
  ];
  for (const [HF_ENDPOINT, url] of hubs) assert.equal(hubOf({ HF_ENDPOINT }).url, url);
});

it("a file is asked for below the hub's own path", () => {
  const hub = hubOf({ HF_ENDPOINT: "https://mirror.example/hf" });
  assert.equal(
    urlOf(hub, "org/model", "main", "onnx/model.onnx").href,
    "https://mirror.example/hf/org/model/resolve/main/onnx/model.onnx",
  );
});
