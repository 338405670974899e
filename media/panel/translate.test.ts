import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { t, translator } from "./translate.ts";

describe("the texts of the panel", () => {
  const translate = translator({ "{0} of {1}": "von {1} {0}", Stop: "Anhalten" });

  it("are in the user's language where there is a translation, with values in its own order", () => {
    assert.equal(translate("Stop"), "Anhalten");
    assert.equal(translate("{0} of {1}", 3, "7"), "von 7 3");
  });

  it("stay English where there is none", () => {
    assert.equal(translate("Send"), "Send");
    assert.equal(translate("Remove {0}", "a.ts"), "Remove a.ts");
    assert.equal(t("Stop"), "Stop");
  });

  it("take values as they are, even those that look like places or like other texts", () => {
    assert.equal(translate("Remove {0}", "{0} $& {1}"), "Remove {0} $& {1}");
    assert.equal(translate("toString"), "toString");
    assert.equal(translate("{0} and {1}", "a"), "a and {1}");
  });
});
