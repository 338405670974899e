import * as v from "valibot";

/** A registry's advisory about an installed package. */
export interface Advisory {
  readonly package: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

/** Either advisories, or the reason why the registry did not answer. */
export type AuditReport = { readonly advisories: readonly Advisory[] } | { readonly unanswered: string };

const advisorySchema = v.object({ title: v.string(), url: v.string(), severity: v.string() });
const reportSchema = v.union([
  v.object({
    vulnerabilities: v.record(
      v.string(),
      // A name in `via` means only that a dependency has an advisory of its own.
      v.object({ nodes: v.array(v.string()), via: v.array(v.union([v.string(), advisorySchema])) }),
    ),
  }),
  v.object({ message: v.string() }),
]);

/**
 * Reads the output of `npm audit --json`.
 *
 * @param shipped folders of the packages that count, as in the lock file: `node_modules/name`
 * @throws Error when the output is not such a report
 */
export function readAudit(output: string, shipped: ReadonlySet<string>): AuditReport {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), reportSchema), output);
  if (!parsed.success) {
    throw new Error(`npm audit printed something else than its report: ${output.slice(0, 200)}`);
  }
  const report = parsed.output;
  if ("message" in report) return { unanswered: report.message };
  const advisories = Object.entries(report.vulnerabilities)
    .filter(([, { nodes }]) => nodes.some((node) => shipped.has(node)))
    .flatMap(([name, { via }]) =>
      via.flatMap((cause) => (typeof cause === "string" ? [] : [{ package: name, ...cause }])),
    );
  return { advisories };
}

/** Returns the advisories that must not be shipped. */
export function grave(advisories: readonly Advisory[]): Advisory[] {
  return advisories.filter(({ severity }) => severity === "high" || severity === "critical");
}
