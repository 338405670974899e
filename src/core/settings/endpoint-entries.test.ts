import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { endpointEntries, renamedReference } from "./endpoint-entries.ts";

describe("the entries of smcs.endpoints", () => {
  it("are judged one by one, and say what is wrong where it is", () => {
    const raws = [
      { name: "office", kind: "vllm", baseUrl: "http://10.0.0.5:8000/v1", models: ["a"], enabled: false },
      { name: "typo", kind: "vlm", models: "*" },
      { name: "editor", kind: "vscode", models: "*" },
      "nonsense",
    ];
    const entries = endpointEntries(raws);
    assert.deepEqual(
      entries.map(({ name, endpoint }) => [name, endpoint?.kind ?? null]),
      [
        ["office", "vllm"],
        ["typo", null],
        ["editor", "vscode"],
        ["endpoints[3]", null],
      ],
    );
    assert.match(entries[1]?.problem ?? "", /^smcs\.endpoints\[1\]\.kind: must be one of/);
    assert.deepEqual(
      entries.map(({ raw }) => raw),
      raws,
    );
  });
});

describe("a setting that names a model of a renamed endpoint", () => {
  const office = { name: "office", models: ["qwen/qwq-32b", { id: "judge" }] };

  it("follows", () => {
    assert.equal(renamedReference("office/judge", office, "lab"), "lab/judge");
    assert.equal(renamedReference("office/qwen/qwq-32b", office, "lab"), "lab/qwen/qwq-32b");
    assert.equal(renamedReference("office/any", { name: "office", models: "*" }, "lab"), "lab/any");
  });

  it("stays as it is where it means something else", () => {
    for (const value of ["auto", "judge", "office2/judge", "office/unknown", null, undefined, 5])
      assert.equal(renamedReference(value, office, "lab"), null);
    assert.equal(renamedReference("qwen/qwq-32b", { name: "qwen", models: ["judge"] }, "lab"), null);
  });
});
