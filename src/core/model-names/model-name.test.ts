import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findBankName, normaliseModelName, spelledName } from "./model-name.ts";

const packagings = [
  ["-AWQ", "-GPTQ", "-GPTQ-Int4", "-FP8", "-FP8-dynamic", "-NVFP4", "-bnb-4bit", "-unsloth-bnb-4bit", "-mlx-8bit"],
  ["-GGUF", "-i1-GGUF", ".Q4_K_M.gguf", ":Q4_K_M", "-UD-Q2_K_XL", "-IQ4_XS", "-Q8_0-00001-of-00003.gguf", "_exl2"],
  [
    "-quantized.w4a16",
    "-AWQ-INT4",
    "-GPTQ-4bit-128g",
    "-qat-q4_0-gguf",
    "-bf16",
    "-4-bit",
    ":free",
    ":latest",
    " (AWQ)",
  ],
].flat();

describe("the normalising rule for model names", () => {
  it("ignores organisation, route, case and punctuation", () => {
    const same = ["qwen/qwen-2.5-72b-instruct:free", "Qwen2.5-72B-Instruct", "org/Qwen/Qwen_2.5 72B.Instruct"];
    assert.deepEqual([...new Set(same.map(normaliseModelName))], ["qwen2572binstruct"]);
  });

  it("ignores how the weights are packed or quantised", () => {
    for (const name of ["Qwen3-32B", "gemma-3-27b-it", "llama3:70b"]) {
      for (const packaging of packagings) {
        assert.equal(normaliseModelName(`org/${name}${packaging}`), normaliseModelName(name), `${name}${packaging}`);
      }
    }
  });

  it("keeps sizes, versions and variants apart", () => {
    const apart = [
      [
        "Qwen3-32B",
        "Qwen3-14B",
        "Qwen3-30B-A3B",
        "Qwen2.5-32B",
        "Qwen3-32B-Base",
        "Qwen3-32B-Thinking",
        "Qwen3-Coder-32B",
      ],
      ["gpt-4", "gpt-4o", "gpt-4-turbo", "gpt-4.1", "gpt-4.1-mini", "gpt-4-0613"],
      ["claude-3.7-sonnet", "claude-3.7-sonnet:thinking", "llama3", "llama3:8b", "llama3:70b", "llama3:instruct"],
    ].flat();
    assert.equal(new Set(apart.map(normaliseModelName)).size, apart.length);
  });

  it("keeps any two sizes and versions apart, however they are packed", () => {
    const version = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 999 }),
    );
    const packed = fc.tuple(version, fc.constantFrom("", ...packagings));
    const nameOf = ([[major, minor, size], packaging]: [[number, number, number], string]): string =>
      `maker/Model-${major}.${minor}-${size}B-Instruct${packaging}`;
    fc.assert(
      fc.property(packed, packed, (one, other) => {
        const same = one[0].every((number, index) => number === other[0][index]);
        // Removing punctuation joins digits: 1.1-1B and 11-1B would be the same, but `minor` has one digit here.
        assert.equal(normaliseModelName(nameOf(one)) === normaliseModelName(nameOf(other)), same);
      }),
    );
  });

  it("keeps a name that is nothing but packaging", () => {
    assert.deepEqual(["AWQ", "org/gguf", "-q4_0"].map(normaliseModelName), ["awq", "gguf", "q40"]);
  });

  it("of nothing is nothing", () => {
    assert.deepEqual(["", "org/", "-"].map(normaliseModelName), ["", "", ""]);
  });

  it("leaves a normalised name as it is", () => {
    const id = fc.string({
      unit: fc.constantFrom("a", "b", "Z", "9", ".", "/", ":", "-", "_", " ", "é", "awq", "-fp8"),
    });
    fc.assert(
      fc.property(id, (text) => {
        const once = normaliseModelName(text);
        assert.match(once, /^[\p{Ll}\p{N}]*$/u);
        assert.equal(normaliseModelName(once), once);
      }),
    );
  });
});

describe("the bank's name for a model", () => {
  const known = ["GLM-Z1-32B", "Qwen2.5-72B-Instruct", "Qwen3-32B", "Qwen3-32B-AWQ", "qwen3_32b"];

  it("is the bank's own spelling", () => {
    assert.equal(findBankName("qwen/qwen-2.5-72b-instruct", known), "Qwen2.5-72B-Instruct");
    assert.equal(findBankName("GLM-Z1-32B", known), "GLM-Z1-32B");
  });

  it("is the nearest spelling where the bank has several", () => {
    assert.equal(findBankName("qwen3_32b", known), "qwen3_32b");
    assert.equal(findBankName("Qwen/qwen3-32b-awq", known), "Qwen3-32B-AWQ");
    assert.equal(findBankName("Qwen/Qwen3-32B-FP8", known), "Qwen3-32B");
  });

  it("is never found for a name of punctuation alone", () => {
    assert.equal(findBankName("-", ["_", "org/"]), null);
  });
});

describe("a model's own name", () => {
  it("is spelled as it is, without organisation and route", () => {
    assert.equal(spelledName("openai/GPT-4.1"), "GPT-4.1");
    assert.equal(spelledName("qwen2.5-coder:7b"), "qwen2.5-coder:7b");
    assert.equal(spelledName("qwen/qwen-2.5-72b-instruct:free"), "qwen-2.5-72b-instruct");
    assert.deepEqual(["org/", ":free"].map(spelledName), ["org/", ":free"]);
  });
});
