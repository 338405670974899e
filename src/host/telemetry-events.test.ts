import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { failing, fallingBack, opening, winning } from "../../test/support/panel/runs.ts";
import { BankError, SettingsError } from "../core/errors.ts";
import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../core/record/index.ts";
import type { EvaluationResult } from "../evaluation/asking/index.ts";
import { ContextError } from "./context/attachment.ts";
import {
  commonProperties,
  evaluationEnd,
  ownProperties,
  questionRefused,
  runEnd,
  type TelemetryEvent,
} from "./telemetry-events.ts";

type Listed = Readonly<Record<string, { readonly isMeasurement?: boolean } | string>>;

const listed = JSON.parse(readFileSync(new URL("../../telemetry.json", import.meta.url), "utf8")) as {
  readonly events: Readonly<Record<string, Listed>>;
  readonly commonProperties: Readonly<Record<string, unknown>>;
};

/** Returns the record that results from the events of a run. */
function recordOf(later: readonly unknown[]): RunRecord {
  const [start, ...first] = opening();
  const record = startRecord(start);
  return [...first, ...later].reduce<RunRecord>((folded, event) => applyEvent(folded, event as RunEvent), record);
}

/** Returns a value with a mark at every text in it, except the outcome that the program itself sets. */
function marked(value: unknown): unknown {
  if (typeof value === "string") return `MARK ${value}`;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === "outcome" ? inner : marked(inner)]),
  );
}

const result: EvaluationResult = {
  asked: 40,
  right: 30,
  wrong: 8,
  cutOff: 0,
  described: 0,
  failed: 2,
  missing: 2,
  costUsd: 0.1,
  stale: 0,
  cancelled: false,
  notes: ["gpu-box.local does not answer."],
};

const runs = [winning, failing, fallingBack].map(recordOf);
const errors = [new SettingsError("smcs.layers", "MARK"), new BankError("MARK"), new ContextError("MARK"), new Error("MARK"), "MARK"]; // prettier-ignore
const events: readonly TelemetryEvent[] = [...runs.map(runEnd), ...errors.map(questionRefused), evaluationEnd(result)];

describe("what telemetry sends", () => {
  it("is listed in telemetry.json, all of it and nothing else", () => {
    for (const { name, properties, measurements } of events) {
      const { comment: _, ...fields } = listed.events[name] ?? {};
      const measured = (wanted: boolean): string[] =>
        Object.entries(fields).flatMap(([field, about]) =>
          typeof about === "object" && (about.isMeasurement === true) === wanted ? [field] : [],
        );
      assert.deepEqual(Object.keys(properties), measured(false), name);
      assert.deepEqual(Object.keys(measurements), measured(true), name);
    }
    assert.deepEqual(new Set(events.map(({ name }) => name)), new Set(Object.keys(listed.events)));
    assert.deepEqual(Object.keys(listed.commonProperties), [...commonProperties]);
    const properties = new Set(events.flatMap((event) => Object.keys(event.properties)));
    assert.deepEqual(properties, new Set<string>(ownProperties));
  });

  it("tells how a run ended, in words of fixed lists and counts", () => {
    const [won, failed] = runs.map(runEnd);
    assert.deepEqual(won?.properties, { outcome: "done", system: "smcs", preset: "settings", simulated: "false" });
    assert.deepEqual(failed?.measurements, {
      referencers: 3,
      answered: 0,
      failed: 3,
      candidates: 0,
      warnings: 0,
      durationMs: 800,
    });
  });

  it("says of a refused question only which kind of thing stood against it", () => {
    const reasons = errors.map((error) => questionRefused(error).properties["reason"]);
    assert.deepEqual(reasons, ["settings", "bank", "context", "other", "other"]);
  });

  it("holds no text of a run, whatever the run holds", () => {
    for (const run of runs) {
      const { properties } = runEnd(marked(run) as RunRecord);
      assert.deepEqual(
        [properties["system"], properties["preset"]],
        ["other", run.preset === null ? "settings" : "other"],
      );
      assert.doesNotMatch(JSON.stringify(runEnd(marked(run) as RunRecord)), /MARK/);
    }
    assert.doesNotMatch(JSON.stringify(errors.map(questionRefused)), /MARK|layers/);
    assert.doesNotMatch(JSON.stringify(evaluationEnd(result)), /gpu-box/);
  });
});
