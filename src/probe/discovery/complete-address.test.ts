import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { completeAddress, looksLikeAddress } from "./complete-address.ts";

/** Returns the base URLs of a typed address, as one text. */
const urls = (typed: string): string => (completeAddress(typed).urls ?? []).join(" ");

describe("an address as people type it", () => {
  it("is tried over http first on this machine and in one's own network", () => {
    for (const host of ["localhost:8000", "127.0.0.1:8000", "10.0.0.5:8000", "gpu-box", "gpu.local:8000", "[::1]:8000"])
      assert.equal(urls(host), `http://${host}/v1 https://${host}/v1`, host);
    assert.equal(urls("gpu-box:8443"), "https://gpu-box:8443/v1 http://gpu-box:8443/v1");
  });

  it("is tried over https first elsewhere", () => {
    assert.equal(urls("llm.example.com"), "https://llm.example.com/v1 http://llm.example.com/v1");
    assert.equal(urls("8.8.8.8:8000"), "https://8.8.8.8:8000/v1 http://8.8.8.8:8000/v1");
    assert.equal(urls("llm.example.com:80"), "http://llm.example.com/v1 https://llm.example.com:80/v1");
  });

  it("keeps the scheme that was typed", () => {
    assert.equal(urls("https://host"), "https://host/v1");
    assert.equal(urls("HTTP://llm.example.com"), "http://llm.example.com/v1");
  });

  it("keeps the path that was typed, and looks beside it where it names no version", () => {
    assert.equal(urls("gpu-box/v1"), "http://gpu-box/v1 https://gpu-box/v1");
    assert.equal(urls("https://a.example/v1beta/openai/"), "https://a.example/v1beta/openai");
    assert.equal(urls("https://a.example/llm"), "https://a.example/llm https://a.example/llm/v1 https://a.example/v1");
  });

  it("is found in what was pasted", () => {
    assert.equal(urls(" http://host:8000/v1/chat/completions?x=1#y "), "http://host:8000/v1");
    assert.equal(urls("//host:8000"), urls("host:8000"));
    assert.equal(urls("8000"), "http://localhost:8000/v1 https://localhost:8000/v1");
    assert.equal(urls(":8000/v1"), urls("localhost:8000/v1"));
    assert.equal(urls("::1"), "http://[::1]/v1 https://[::1]/v1");
    assert.equal(urls("openrouter.ai"), "https://openrouter.ai/api/v1 http://openrouter.ai/api/v1");
  });

  it("is none where it names another scheme, a login, or no host", () => {
    const faults = {
      " ": "empty",
      "ftp://host": "scheme",
      "file:///etc/passwd": "scheme",
      "https://user:secret@host/v1": "credentials",
      "user@host": "credentials",
      "two words": "malformed",
      "http:localhost": "malformed",
      "C:\\models": "malformed",
      "host..name": "malformed",
      "host:99999": "malformed",
      "https://": "malformed",
    };
    for (const [typed, fault] of Object.entries(faults)) assert.equal(completeAddress(typed).fault, fault, typed);
  });

  it("is told from the beginning of a word", () => {
    for (const typed of ["localhost", "localhost:8000", "10.0.0.5", "gpu-box/v1", "llm.example.com", ":8000"])
      assert.ok(looksLikeAddress(typed), typed);
    for (const typed of ["", "ollama", "Open", "VS Code's", "8000", "two words.com"])
      assert.ok(!looksLikeAddress(typed), typed);
  });
});
