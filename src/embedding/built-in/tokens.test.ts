import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tokensOf } from "./tokens.ts";

const words = (text: string) => tokensOf(text).map((token) => token.text);

describe("tokens", () => {
  it("are the words of an identifier and then the whole of it", () => {
    assert.deepEqual(tokensOf("parseHTTPResponse2"), [
      { kind: "word", text: "parse" },
      { kind: "word", text: "http" },
      { kind: "word", text: "response" },
      { kind: "word", text: "2" },
      { kind: "joined", text: "parsehttpresponse2" },
    ]);
    assert.deepEqual(words("snake_case"), ["snake", "case", "snakecase"]);
    assert.deepEqual(words("__init__"), ["init"]);
  });

  it("leave out punctuation and keep operators", () => {
    assert.deepEqual(words("Well, x => x?.y ?? 'no'; (a)"), ["well", "x", "=>", "x", "?.", "y", "??", "no", "a"]);
    assert.deepEqual(words("C++ or c#? i++"), ["c++", "or", "c#", "i", "++"]);
  });

  it("are pairs of characters where no spaces separate words", () => {
    assert.deepEqual(words("排序列表 値"), ["排序", "序列", "列表", "値"]);
    assert.deepEqual(words("データ"), ["デー", "ータ"]);
    assert.deepEqual(words("𠮷野家"), ["𠮷野", "野家"]);
    assert.deepEqual(words("Python列表"), ["python", "列表"]);
  });

  it("are whole words in other scripts", () => {
    assert.deepEqual(words("Größe naïve"), ["größe", "naïve"]);
    assert.deepEqual(words("नमस्ते दुनिया"), ["नमस्ते", "दुनिया"]);
    assert.deepEqual(words("Сортировка списка"), ["сортировка", "списка"]);
    assert.deepEqual(words("목록 정렬"), ["목록", "정렬"]);
  });
});
