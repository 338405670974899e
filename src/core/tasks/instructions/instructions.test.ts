import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TaskError } from "../task-check.ts";
import { noTools } from "../../../../test/support/tasks/tasks.ts";
import { instructionIds, instructionsCheck } from "./instructions.ts";

const languageOf = (text: string) => (/^\d*$/.test(text) ? null : text.startsWith("Hallo") ? "de" : "en");

function follows(id: string, given: Record<string, unknown>, reply: string): boolean {
  const verdict = instructionsCheck.judge({ kind: "instructions", ids: [id], kwargs: [given] }, reply, {
    ...noTools,
    languageOf,
  });
  assert.ok(verdict.kind === "judged");
  return verdict.value === 1;
}

interface Case {
  readonly id: string;
  readonly given?: Record<string, unknown>;
  readonly follow: readonly string[];
  readonly break: readonly string[];
}

const cases: readonly Case[] = [
  {
    id: "keywords:existence",
    given: { keywords: ["cat", "dog"] },
    follow: ["A cat and a dog.", "CATS and Dogs"],
    break: ["A cat.", "ca t dog"],
  },
  { id: "keywords:existence", given: { keywords: ["c++"] }, follow: ["I like C++."], break: ["I like C."] },
  {
    id: "keywords:forbidden_words",
    given: { forbidden_words: ["rock"] },
    follow: ["Rocket science", "a rocky road"],
    break: ["Rock on", "a rock."],
  },
  { id: "keywords:forbidden_words", given: { forbidden_words: ["été"] }, follow: ["étés"], break: ["un été chaud"] },
  {
    id: "keywords:frequency",
    given: { keyword: "war", frequency: 2, relation: "at least" },
    follow: ["War and war", "warwar"],
    break: ["war"],
  },
  {
    id: "keywords:frequency",
    given: { keyword: "war", frequency: 2, relation: "less than" },
    follow: ["war", "peace"],
    break: ["war, war"],
  },
  {
    id: "keywords:letter_frequency",
    given: { letter: "a", let_frequency: 3, let_relation: "at least" },
    follow: ["Aha, a"],
    break: ["aa"],
  },
  {
    id: "keywords:letter_frequency",
    given: { letter: "!", let_frequency: 2, let_relation: "less than" },
    follow: ["Oh!"],
    break: ["Oh!!"],
  },
  {
    id: "language:response_language",
    given: { language: "de" },
    follow: ["Hallo Welt", "123"],
    break: ["Hello world"],
  },
  {
    id: "length_constraints:number_words",
    given: { num_words: 3, relation: "at least" },
    follow: ["one two three", "don't go"],
    break: ["one two", "--- ... !"],
  },
  {
    id: "length_constraints:number_words",
    given: { num_words: 3, relation: "less than" },
    follow: ["one two"],
    break: ["one two three"],
  },
  {
    id: "length_constraints:number_sentences",
    given: { num_sentences: 2, relation: "less than" },
    follow: ["One only.", "Mr. Smith met Dr. Jones at 3.5 p.m. today.", "no end"],
    break: ["One. Two.", "One! Two?"],
  },
  {
    id: "length_constraints:number_sentences",
    given: { num_sentences: 2, relation: "at least" },
    follow: ["One. Two.", 'He said "No." She left.'],
    break: ["One, two", "e.g. this"],
  },
  {
    id: "length_constraints:number_paragraphs",
    given: { num_paragraphs: 2 },
    follow: ["One\n***\nTwo", "*** One *** Two ***"],
    break: ["One\n\nTwo", "One *** *** Two", "One *** Two *** Three"],
  },
  {
    id: "length_constraints:nth_paragraph_first_word",
    given: { num_paragraphs: 2, nth_paragraph: 2, first_word: "Hello" },
    follow: ["One\n\nhello, you", 'One\n\n"Hello" he said'],
    break: ["Hello\n\nOne", "One\n\nHello\n\nThree", "One\n\nHelloo", "One"],
  },
  {
    id: "detectable_content:number_placeholders",
    given: { num_placeholders: 2 },
    follow: ["[a] and [b]", "[a][b][c]"],
    break: ["[a]", "(a) (b)", "[a\n] [b"],
  },
  {
    id: "detectable_content:postscript",
    given: { postscript_marker: "P.S." },
    follow: ["Text\nP.S. more", "text p. s. more"],
    break: ["PS more", "Text"],
  },
  {
    id: "detectable_content:postscript",
    given: { postscript_marker: "P.P.S" },
    follow: ["P.P.S. more", "p. p. s more"],
    break: ["P.S. more"],
  },
  {
    id: "detectable_format:number_bullet_lists",
    given: { num_bullets: 2 },
    follow: ["* a\n* b", "- a\n* b", "Text\n  - a\n  - b"],
    break: ["* a", "* a\n* b\n* c", "**a**\n**b**", "1. a\n2. b"],
  },
  {
    id: "detectable_format:constrained_response",
    follow: ["My answer is yes.", "Well. My answer is maybe."],
    break: ["Yes.", "my answer is yes", "My answer is yes"],
  },
  {
    id: "detectable_format:number_highlighted_sections",
    given: { num_highlights: 2 },
    follow: ["*a* and *b*", "**a** and *b*"],
    break: ["*a*", "** ** *a*", "*a\nb*", "**a**"],
  },
  {
    id: "detectable_format:multiple_sections",
    given: { section_spliter: "SECTION", num_sections: 2 },
    follow: ["SECTION 1\na\nSECTION 2\nb", "SECTION1 SECTION2"],
    break: ["SECTION 1", "Section 1 Section 2", "SECTION A SECTION B"],
  },
  {
    id: "detectable_format:json_format",
    follow: ['{"a": 1}', '```json\n{"a": [1]}\n```', "```\n[]\n```"],
    break: ["{a: 1}", 'Here: {"a": 1}', "```json\n{\n```"],
  },
  {
    id: "detectable_format:title",
    follow: ["<<A title>>\nText", "x <<<t>>> y"],
    break: ["<A title>", "<<>>", "<< >>", "<<a\nb>>"],
  },
  {
    id: "combination:repeat_prompt",
    given: { prompt_to_repeat: "Say it. " },
    follow: ["say it. Yes", "  Say it."],
    break: ["Yes. Say it.", "Say  it."],
  },
  {
    id: "combination:two_responses",
    follow: ["One ****** Two", "******One******Two******"],
    break: ["One", "One ****** One", "One ****** ****** Two", "a ****** b ****** c"],
  },
  {
    id: "change_case:capital_word_frequency",
    given: { capital_frequency: 2, capital_relation: "at least" },
    follow: ["THE END", "I AM", "DON'T"],
    break: ["The END", "The end", "12 34"],
  },
  {
    id: "change_case:capital_word_frequency",
    given: { capital_frequency: 2, capital_relation: "less than" },
    follow: ["WELL-KNOWN here", "the U.S. here"],
    break: ["THE END"],
  },
  { id: "change_case:english_capital", follow: ["HELLO, WORLD 1!"], break: ["HELLO World", "123"] },
  { id: "change_case:english_lowercase", follow: ["hello, world 1!"], break: ["Hello world", "123"] },
  {
    id: "startend:end_checker",
    given: { end_phrase: "That is all." },
    follow: ["So. That is all.", '"so. THAT IS ALL."', "That is all. \n"],
    break: ["That is all. Really.", "That is all"],
  },
  { id: "startend:quotation", follow: ['"So."', ' "a" '], break: ["So.", '"So.', '"', "'So.'"] },
  { id: "punctuation:no_comma", follow: ["So it is; no more."], break: ["So, it is."] },
];

describe("instructions", () => {
  for (const { id, given = {}, ...replies } of cases) {
    it(`${id} ${JSON.stringify(given)}`, () => {
      assert.deepEqual(
        replies.follow.filter((reply) => !follows(id, given, reply)),
        [],
        "should follow",
      );
      assert.deepEqual(
        replies.break.filter((reply) => follows(id, given, reply)),
        [],
        "should break",
      );
    });
  }

  it("are 25 kinds, and each is tested here", () => {
    assert.equal(instructionIds.length, 25);
    assert.deepEqual([...new Set(cases.map(({ id }) => id))].sort(), [...instructionIds].sort());
  });

  it("are never followed by an empty reply", () => {
    for (const { id, given = {} } of cases) assert.equal(follows(id, given, " \n"), false, id);
  });
});

describe("a task of several instructions", () => {
  const judge = (ids: string[], kwargs: Record<string, unknown>[], reply: string) =>
    instructionsCheck.judge({ kind: "instructions", ids, kwargs }, reply, noTools);
  const both = ["punctuation:no_comma", "startend:quotation"];

  it("is right when every one is followed, and names those that are not", () => {
    assert.deepEqual(judge(both, [{}, {}], '"So."'), {
      kind: "judged",
      value: 1,
      detail: "The reply follows all 2 instructions.",
    });
    const broken = { kind: "judged", value: 0, detail: "The reply breaks startend:quotation." };
    assert.deepEqual(judge(both, [{}, {}], "So."), broken);
  });

  it("cannot be checked with an unknown instruction or without what one needs", () => {
    assert.throws(
      () => judge(["keywords:rhymes"], [{}], "x"),
      new TaskError("The instruction keywords:rhymes cannot be checked."),
    );
    assert.throws(() => judge(["toString"], [{}], "x"), TaskError);
    assert.throws(() => judge(both, [{}], "x"), TaskError);
    assert.throws(() => judge([], [], "x"), TaskError);
    for (const given of [
      {},
      { num_words: "3", relation: "at least" },
      { num_words: 3, relation: "at most" },
      { num_words: 3 },
      { num_words: -1, relation: "at least" },
    ]) {
      assert.throws(() => judge(["length_constraints:number_words"], [given], "x"), TaskError, JSON.stringify(given));
    }
  });
});
