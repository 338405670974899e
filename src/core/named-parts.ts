import * as v from "valibot";

/**
 * Returns the schema of an object with these keys and no others. An unknown key is refused with a list of the known
 * ones.
 */
export function namedParts<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, (issue: v.StrictObjectIssue) => string> {
  const known = Object.keys(entries).join(", ");
  return v.strictObject(entries, ({ expected, message }) =>
    expected === "never" ? `is not a known key here, only ${known}.` : message,
  );
}
