import { describe, it } from "node:test";
import type { RunEvent } from "../../src/core/record/index.ts";
import { pairs } from "../support/deep.ts";
import { expect } from "../support/expect.ts";
import { candidate, recordOf, referenceEnd } from "../support/panel/example-run.ts";
import { done, opening, reply, winning } from "../support/panel/runs.ts";
import { changeTheme, themes } from "../support/panel/theme.ts";
import { usePanel } from "../support/panel/use-panel.ts";
import { violations } from "../support/panel/violations.ts";

const [start, ...chosen] = opening();
const long = `[${Array.from({ length: 400 }, (_, n) => n).join(", ")}]`;
const found: RunEvent = {
  type: "examples-found",
  examples: [
    { given: "slugify('A b')", expected: "'a-b'" },
    { given: `sort(${long})`, expected: long },
    { given: "assert slugify(None) is None", expected: null },
  ],
};

/** Returns the check of a candidate that passes the first examples. */
function checked(draw: number, passes: number, actual = "'A-b'"): RunEvent {
  const outcomes = [0, 1, 2].map((example) => {
    const passed = example < passes;
    return { example, passed, actual: passed ? "" : actual, milliseconds: passed ? 3 : null };
  });
  return { type: "reply-checked", of: { draw }, outcomes, problem: null };
}

const run = (...checks: readonly RunEvent[]) =>
  recordOf([...chosen, found, ...winning.slice(0, -2), ...checks, ...winning.slice(-2)], start);

describe("the examples of a question in the panel", () => {
  const openPanel = usePanel();

  it("are one line below an answer that passes all of them, and unfold", async () => {
    const panel = await openPanel();
    await panel.show([run(checked(0, 1), checked(1, 3), checked(2, 0))]);
    const line = panel.page.locator(".answer .examples > summary");
    await expect(line).toHaveText("Passes all 3 examples of your question");
    await expect(panel.page.locator(".answer .checked")).toHaveCount(0);
    await line.click();
    await expect(panel.page.locator(".answer .checked.passed")).toHaveCount(3);
    await expect(panel.page.locator(".answer .checked").first()).toContainText("slugify('A b')");
  });

  it("are open below an answer that fails some, the failed ones first, with what came out", async () => {
    const panel = await openPanel();
    await panel.show([run(checked(1, 2, "AttributeError: 'NoneType' object has no attribute 'lower'"))]);
    await expect(panel.page.locator(".answer .examples > summary")).toHaveText(
      "Passes 2 of 3 examples of your question",
    );
    const first = panel.page.locator(".answer .checked").first();
    await expect(first).toContainText("assert slugify(None) is None");
    await expect(first).toContainText("AttributeError");
    for (const [theme, width] of pairs(themes, [289, 700])) {
      await changeTheme(panel.page, theme);
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.locator(".answer .examples").scrollIntoViewIfNeeded();
      await panel.screenshot(`examples-${theme}-${width}`);
      await expect.poll(() => violations(panel)).toEqual([]);
    }
    await expect(panel.page.locator("body"), "is never wider than the panel").toHaveJSProperty("scrollLeft", 0);
  });

  it("say why they were not run, and nothing where there are none", async () => {
    const panel = await openPanel();
    const problem = "The answer holds no code for them in Python, JavaScript or TypeScript.";
    await panel.show([run({ type: "reply-checked", of: { draw: 1 }, outcomes: [], problem })]);
    await expect(panel.page.locator(".answer .examples")).toHaveText(
      `The examples of your question were not run. ${problem}`,
    );
    const ofFile: RunEvent = {
      type: "examples-found",
      examples: [{ given: "slugify('A b')", expected: "'a-b'", from: "test_slug.py" }],
    };
    const unchecked: RunEvent = { type: "reply-checked", of: { draw: 1 }, outcomes: [], problem };
    await panel.show([recordOf([...chosen, ofFile, ...winning.slice(0, -2), unchecked, ...winning.slice(-2)], start)]);
    await expect(panel.page.locator(".answer .examples")).toHaveText(`The examples were not run. ${problem}`);
    await panel.show([recordOf([...chosen, ...winning], start)]);
    await expect(panel.page.locator(".answer .verdict")).toBeVisible();
    await expect(panel.page.locator(".answer .examples")).toHaveCount(0);
  });

  it("are named below each other answer that was run on them", async () => {
    const panel = await openPanel();
    await panel.show([
      run(checked(0, 1), checked(1, 3), checked(2, 0), { ...checked(0, 2), of: { model: "a" } } as RunEvent),
    ]);
    await panel.page.getByText(/Other answers/).first().click(); // prettier-ignore
    const others = panel.page.locator(".others");
    await expect(others.getByText("Passes 1 of 3 examples")).toBeVisible();
    await expect(others.getByText("Fails all 3 examples")).toBeVisible();
    await others.locator(".reference > summary").first().click();
    await expect(others.getByText("Passes 2 of 3 examples")).toBeVisible();
    await panel.page.setViewportSize({ width: 289, height: 1400 });
    await panel.screenshot("examples-others-289");
  });

  it("are the first reason for the answer when they decided", async () => {
    const panel = await openPanel();
    await panel.show([run(checked(0, 1), checked(1, 3), checked(2, 1))]);
    await panel.page.getByText("Why this answer").first().click();
    await expect(
      panel.page.getByText("Its code passes more examples of your question than other candidates."),
    ).toBeVisible();
  });

  it("offer to have the answer corrected, and show the correction with its origin", async () => {
    const panel = await openPanel();
    const failing = [...chosen, found, ...winning.slice(0, -2), checked(1, 2), ...winning.slice(-2)];
    await panel.show([recordOf(failing, start)]);
    const offer = panel.page.getByRole("button", { name: "Correct This Answer" });
    await offer.click();
    await panel.sends({ type: "repair", runId: "run" });

    const correcting: RunEvent = { type: "candidate-start", draw: 3, subset: ["a", "b"], aggregator: "a", repairs: 1 };
    const resumed: RunEvent = { type: "run-resume", withdrawn: [] };
    await panel.show([recordOf([...failing, resumed, correcting], start)]);
    await expect(panel.page.locator("body")).toContainText("a corrects the answer…");
    await panel.screenshot("examples-correcting");

    const [, end] = candidate(3, { text: reply(4), perplexity: 1.1 });
    const scored = [0, 1, 2, 3].map((draw) => ({ draw, similarity: 0.9, score: 0.8 }));
    const corrected = [end!, checked(3, 3), { type: "scores", candidates: scored, winner: 3 } as const, done];
    await panel.show([recordOf([...failing, resumed, correcting, ...corrected], start)]);
    await expect(panel.page.locator(".answer .examples > summary")).toHaveText(
      "Passes all 3 examples of your question",
    );
    await expect(panel.page.locator("body")).toContainText("Corrected by a");
    await panel.page
      .getByText(/Other answers/)
      .first()
      .click();
    await panel.page.setViewportSize({ width: 289, height: 1400 });
    await panel.screenshot("examples-corrected-289");
    await panel.page.getByText("Why this answer").first().click();
    const draws = panel.page.locator(".why section").filter({ hasText: "What each candidate merges" });
    await expect(draws.getByText("Answer 4, corrected from answer 2")).toBeVisible();
    await panel.screenshot("examples-corrected-why-289");
  });

  it("can make one reply suffice: no other model is asked, and the answer says so", async () => {
    const panel = await openPanel();
    const spared = { status: "spared", text: "", costUsd: 0, firstTokenMs: null, durationMs: 0 } as const;
    const message =
      "The answer of a suffices: its code passes every example of the question. 2 answers and 2 merges saved (smcs.cascade).";
    const sole: RunEvent[] = [
      referenceEnd("a", { text: reply(1) }),
      referenceEnd("b", spared),
      referenceEnd("c", spared),
      { ...checked(0, 3), of: { model: "a" } } as RunEvent,
      { type: "shortened", reason: "cascade", message },
      { type: "fallback", model: "a" },
      done,
    ];
    await panel.show([recordOf([...chosen, found, ...sole], start)]);
    const body = panel.page.locator("body");
    await expect(body).toContainText("Answer of a, which suffices");
    await expect(body).toContainText("Passes all 3 examples of your question");
    await expect(body).toContainText("$0.0010 · 1 of 3 models asked");
    await panel.page.getByText("1 note").click();
    await expect(body).toContainText(message);
    await panel.page.getByText("Why this answer").first().click();
    const why = panel.page.locator(".why");
    await expect(why.locator("p").first(), "says why").toHaveText(message);
    await expect(why.locator(".bar-row", { hasText: "asked" }), "only one was asked").toHaveCount(1);
    await expect(why, "nothing was merged").not.toContainText("What each candidate merges");
    await panel.page.getByText("Why this answer").first().click();
    for (const width of [289, 700]) {
      await panel.page.setViewportSize({ width, height: 1200 });
      await panel.screenshot(`examples-sufficient-${width}`);
    }
    await expect.poll(() => violations(panel)).toEqual([]);
  });

  const ofFiles: RunEvent = {
    type: "examples-found",
    examples: [
      { given: "slugify('A b')", expected: "'a-b'" },
      { given: "slugify('C d')", expected: "'c-d'", from: "tests/unit/test_slug.py" },
      {
        given: "for text in ['a', 'b']:\n    result = slugify(text)\n    assert result == text",
        expected: null,
        from: "tests/unit/test_slug.py",
      },
    ],
    unrun: [
      { from: "tests/unit/test_slug.py", count: 3 },
      { from: "slug.test.ts", count: 0 },
    ],
  };
  const withFiles = (...later: readonly RunEvent[]) =>
    recordOf([...chosen, ofFiles, ...winning.slice(0, -2), checked(1, 2), ...winning.slice(-2), ...later], start);

  it("say which file they are from, and what of it was not run", async () => {
    const panel = await openPanel();
    await panel.show([withFiles()]);
    const box = panel.page.locator(".answer .examples");
    await expect(box.locator("summary").first()).toHaveText("Passes 2 of 3 examples");
    await expect(box.locator(".checked").first()).toContainText("from tests/unit/test_slug.py");
    await expect(box.locator(".checked", { hasText: "slugify('A b')" })).not.toContainText("from");
    await expect(box).toContainText(
      "3 checks of tests/unit/test_slug.py need more than the code of an answer and were not run.",
    );
    const some = checked(1, 1);
    const one = some.type === "reply-checked" ? { ...some, outcomes: some.outcomes.slice(0, 1) } : some;
    await panel.show([recordOf([...chosen, ofFiles, ...winning.slice(0, -2), one, ...winning.slice(-2)], start)]);
    await expect(box).toContainText("2 examples were not run on this answer");
    await expect(box).toContainText("slug.test.ts has no check that can be run on the code of an answer alone.");
  });

  it("are joined by an example of the reader's own, which stays in the box until it is run", async () => {
    const panel = await openPanel();
    const { runId } = withFiles();
    await panel.show([withFiles()]);
    await panel.button("Check with Your Own Example").click();
    const box = panel.page.getByRole("textbox", { name: "A call and its result, or an assertion" });
    await expect(box).toBeFocused();
    await box.fill("faster please");
    await panel.page.keyboard.press("Enter");
    await panel.sends({ type: "check-own", runId, text: "faster please" });
    await expect(panel.button("Running…")).toHaveAttribute("aria-disabled", "true");
    const failure = 'This is not an example that SMCS can run: "faster please". Write a call and its result.';
    await panel.send({ type: "own-checked", runId, failure });
    await expect(panel.page.getByRole("alert")).toHaveText(failure);
    await expect(box).toHaveValue("faster please");
    for (const [theme, width] of pairs(themes, [289, 700])) {
      await changeTheme(panel.page, theme);
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.locator(".own-example").scrollIntoViewIfNeeded();
      await panel.screenshot(`own-example-${theme}-${width}`);
      await expect.poll(() => violations(panel)).toEqual([]);
    }
    await box.fill("slugify('') == ''");
    await panel.button("Run").click();
    await panel.sends({ type: "check-own", runId, text: "slugify('') == ''" });
    const outcome = { example: 0, passed: false, actual: "'-'", milliseconds: 2 };
    const checks = [{ of: { draw: 1 }, outcomes: [outcome] }];
    await panel.play([{ type: "own-examples", examples: [{ given: "slugify('')", expected: "''" }], checks }], runId);
    await panel.send({ type: "own-checked", runId, failure: null });
    await expect(box).toHaveValue("");
    await expect(panel.page.locator(".answer .examples summary").first()).toHaveText("Passes 2 of 4 examples");
    await expect(panel.page.locator(".answer .checked", { hasText: "slugify('')" })).toContainText("your example");
    await panel.page.keyboard.press("Escape");
    await expect(box).toHaveCount(0);
    await expect(panel.button("Check with Your Own Example")).toBeFocused();
    await panel.page.setViewportSize({ width: 289, height: 900 });
    await panel.page.locator(".answer .examples").scrollIntoViewIfNeeded();
    await panel.screenshot("own-example-run");
  });

  it("can be given for an answer to a question without any, if it has code", async () => {
    const panel = await openPanel();
    const answering = (text: string) =>
      recordOf(
        [...chosen, ...winning.map((event) => (event.type === "candidate-end" ? { ...event, text } : event))],
        start,
      );
    await panel.show([answering("```sql\nselect 1\n```\nThat is all.")]);
    await panel.button("More actions for this answer").click();
    await expect(panel.page.getByRole("menuitem", { name: "Check with Your Own Example" })).toHaveCount(0);
    await panel.page.keyboard.press("Escape");
    const code = "```python\ndef slugify(text):\n    return text\n```";
    await panel.show([answering(code)]);
    await panel.button("More actions for this answer").click();
    await panel.page.getByRole("menuitem", { name: "Check with Your Own Example" }).click();
    await expect(panel.page.getByRole("textbox", { name: "A call and its result, or an assertion" })).toBeFocused();
    await panel.page.setViewportSize({ width: 289, height: 900 });
    await panel.screenshot("own-example-alone");
  });
});
