import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseSettings } from "../../core/settings/index.ts";
import { askedAlone } from "./aggregator-alone.ts";

const settings = parseSettings({
  "smcs.endpoints": [
    { name: "gpu", kind: "vllm", baseUrl: "http://gpu:8000", models: ["a", { id: "m", pool: false }] },
    { name: "editor", kind: "vscode", models: ["v/a", { id: "v/m", pool: false }] },
  ],
});

describe("the aggregator alone", () => {
  it("may answer though it is there for merging only, on a server or in the editor", () => {
    for (const reference of ["gpu/m", "editor/v/m"]) {
      const { endpoints, editorEndpoints, system, parameters } = askedAlone(settings, reference);
      const added = [...endpoints, ...editorEndpoints].flatMap(({ name, models }) =>
        models === "*"
          ? []
          : models.flatMap((model) =>
              typeof model !== "string" && model.pool === true ? [`${name}/${model.id}`] : [],
            ),
      );
      assert.deepEqual(added, [reference]);
      assert.deepEqual([system, parameters.singleModel], ["single", reference]);
    }
  });
});
