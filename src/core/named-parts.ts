import * as v from "valibot";

/** An object with these parts and no others; a key that is none of them is refused with a list of those that are known. */
export function namedParts<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, (issue: v.StrictObjectIssue) => string> {
  const known = Object.keys(entries).join(", ");
  return v.strictObject(entries, ({ expected, message }) =>
    expected === "never" ? `is not a known key here, only ${known}.` : message,
  );
}
