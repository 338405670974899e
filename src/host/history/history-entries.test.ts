import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import type { ChatSummary } from "../../chats/index.ts";

const { ago, fileNameOf, historyGroups, hitEntry } = await import("./history-entries.ts");

const now = new Date(2026, 6, 31, 12);
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
const chat = (id: string, hours: number, more: Partial<ChatSummary> = {}): ChatSummary => ({
  id,
  title: `Chat ${id}`,
  createdAt: hoursAgo(hours),
  changedAt: hoursAgo(hours),
  questions: 2,
  winnerModels: ["a/b", "c/d"],
  bytes: 1,
  ...more,
});

describe("the history's entries", () => {
  it("are grouped by the day of the last question", () => {
    const chats = [
      chat("future", -1),
      chat("a", 1),
      chat("b", 11.9),
      chat("c", 12.1),
      chat("d", 60),
      chat("e", 24 * 9),
      chat("f", 24 * 99),
    ];
    const groups = historyGroups(chats, now).map(({ name, entries }) => [name, ...entries.map((one) => one.chat.id)]);
    assert.deepEqual(groups, [
      ["Today", "future", "a", "b"],
      ["Yesterday", "c"],
      ["Last 7 Days", "d"],
      ["Last 30 Days", "e"],
      ["Older", "f"],
    ]);
  });

  it("say how long the chat is, when it was asked last, which models won, and which one is open", () => {
    const [group] = historyGroups([chat("a", 3), chat("b", 5, { questions: 1 })], now, "b");
    assert.deepEqual(
      group?.entries.map(({ label, description, detail }) => [label, description, detail]),
      [
        ["Chat a", "2 questions, 3 hours ago", "a/b, c/d"],
        ["Chat b", "open, 1 question, 5 hours ago", "a/b, c/d"],
      ],
    );
  });

  it("show the words that a search found, and never an icon that somebody wrote", () => {
    const found = chat("a", 3, { title: "What is $(trash)?" });
    const entry = hitEntry({ chat: found, runId: "run", excerpt: "it is $(zap)" }, now);
    assert.deepEqual([entry.label, entry.detail, entry.runId], ["What is $ (trash)?", "it is $ (zap)", "run"]);
    assert.equal(hitEntry({ chat: found, runId: null, excerpt: "" }, now).detail, "a/b, c/d");
  });

  it("tell times roughly", () => {
    const times = [-5, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 86_400_000 * 2000].map(ago);
    assert.deepEqual(times, [
      "just now",
      "just now",
      "1 minute ago",
      "59 minutes ago",
      "1 hour ago",
      "1 day ago",
      "2,000 days ago",
    ]);
  });

  it("become names of files", () => {
    assert.equal(fileNameOf("How do I  sort/../arrays? Größe"), "how-do-i-sort-arrays-größe");
    assert.equal(fileNameOf("?!"), "chat");
    assert.equal(fileNameOf("x".repeat(300)).length, 60);
  });
});
