import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { redacted } from "./redacted.ts";
import { withoutPassages } from "./without-passages.ts";
import { shownAddress, withoutPlaces } from "./without-places.ts";

describe("an address in a report", () => {
  for (const [address, shown] of Object.entries({
    "http://127.0.0.1:8000/v1": "http://[this machine]:8000/v1",
    "http://[::1]:8000/v1": "http://[this machine]:8000/v1",
    "http://gpu-01:8000/v1": "http://[own network]:8000/v1",
    "http://192.168.1.7:11434": "http://[own network]:11434",
    "https://llm.acme.example/tenants/acme/v1/chat/completions?key=1": "https://[public host]/…/…/v1/chat/completions",
    "https://openrouter.ai/api/v1": "https://openrouter.ai/api/v1",
    "not an address": "[address]",
  })) {
    it(`says where ${address} leads, not whose it is`, () => {
      assert.equal(shownAddress(address), shown);
    });
  }
});

describe("a text without places", () => {
  const safe = (text: string): string => withoutPlaces(text, ["/home/me", "C:\\Users\\Me Too"], ["gpu01", "me"]);

  it("keeps addresses that are shown already", () => {
    const text = "at http://[own network]:8000/v1, https://[public host]/…/v1: refused";
    assert.equal(safe(text), text);
  });

  it("keeps model references, fractions and plain words", () => {
    const text = "office/Qwen3-32B: 3 of 7 answered, 95% and/or 1/2 at 0.7; HTTP 404. Look at baseUrl (v1.2.3).";
    assert.equal(safe(text), text);
  });

  for (const [text, shown] of Object.entries({
    "see http://gpu01:8000/x/v1.": "see http://[own network]:8000/…/v1.",
    "at http://user:word@gpu01:1/v1: no": "at http://[own network]:1/v1: no",
    "at http://[fe80::1]:80/v1": "at http://[own network]/v1",
    "open '/srv/My Data/a b.ts'": "open [path]",
    "in /home/me/My Data/x: EACCES": "in [path]: EACCES",
    "in c:\\users\\me too\\x y: EBUSY": "in [path]: EBUSY",
    "(/etc/ssl/a.pem)": "([path])",
    "gpu01, me@acme.example, 10.0.0.7": "[name], [address], [address]",
    "at 127.0.0.1": "at 127.0.0.1",
    "from app.test.ts and data.jsonl": "from [file] and [file]",
    "gpu012 and some": "gpu012 and some",
  })) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () => {
      assert.equal(safe(text), shown);
    });
  }
});

describe("a text without passages", () => {
  const prompt = "Please fix the off-by-one error in `sumUntil`, and explain it.\nThe tests are below.";

  it("loses what was quoted, however it was quoted", () => {
    for (const quoted of [
      prompt,
      prompt.toUpperCase(),
      JSON.stringify(prompt),
      prompt.slice(10, 45),
      prompt.replace(/\s+/g, " "),
    ]) {
      assert.match(withoutPassages(`Too long: ${quoted} (400)`, [prompt]), /^Too long: \W*\[text\]\W*\(400\)$/);
    }
  });

  it("keeps what only resembles a private text", () => {
    const text = "The tests are green, and the off-by-one is gone.";
    assert.equal(withoutPassages(text, [prompt]), text);
  });

  it("loses a short question as a whole, and nothing within words", () => {
    const text = 'said "WHY not?" and WhyNots';
    assert.equal(withoutPassages(text, ["Why not", "a"]), 'said "[text]?" and WhyNots');
  });

  it("loses scripts without spaces and letters of two halves", () => {
    const question = "発注書の合計が合わないのはなぜですか、割引の計算順序を確認してください";
    assert.equal(withoutPassages(`400: ${question}.`, [question]), "400: [text].");
    const strange = "𝒶𝒷𝒸𝒹𝑒𝒻𝑔𝒽𝒾𝒿𝓀𝓁";
    assert.equal(withoutPassages(`<${strange}>`, [strange]), "<[text]>");
  });

  it("never shows 20 letters in a row of any private text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 25 }), fc.nat(40), fc.string(), (text, from, around) => {
        const quoted = `${around}${text.slice(from % 5)}${around}`;
        const letters = (one: string) => one.toLowerCase().replace(/\\[nrtbf"\\]|[^\p{L}\p{N}\n]/gu, "");
        const own = letters(text);
        const shown = letters(withoutPassages(quoted, [text]).replaceAll("[text]", "\n"));
        for (let at = 0; at + 20 <= own.length; at++) assert.ok(!shown.includes(own.slice(at, at + 20)));
      }),
    );
  });
});

describe("a redacted report", () => {
  it("holds no secret, also one that holds another or stands in a text", () => {
    const known = { texts: ["my key is abc123, please keep it"], folders: [], names: [] };
    const text = redacted("abc123 Bearer-abc123 and: my key is abc123, please keep it", {
      secrets: ["abc123", "Bearer-abc123", ""],
      ...known,
    });
    assert.doesNotMatch(text, /abc/);
    assert.match(text, /^\[secret\] \[secret\] and: /);
  });
});
