import assert from "node:assert/strict";
import { it } from "node:test";
import { withoutLinks } from "./without-links.ts";

it("leaves no link that a notification would follow, and nothing else changed", () => {
  const text = withoutLinks('line 3: "[Repair](command:workbench.action.quit)" is not f(x)[0]');
  assert.equal(text, 'line 3: "[Repair] (command:workbench.action.quit)" is not f(x)[0]');
  assert.doesNotMatch(withoutLinks("[a]([b](command:c))"), /\]\(/);
});
