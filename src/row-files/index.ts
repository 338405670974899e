/**
 * Reads files of rows, JSON lines, one JSON document or CSV, whatever their size: a damaged row is reported by its
 * number.
 */
export { type BadRow, badRow, checked, checkedRows } from "./checked.ts";
export { csvRows } from "./csv-rows.ts";
export { jsonEntries } from "./json-entries.ts";
export { jsonLines, type JsonValue, numberedLines } from "./lines.ts";
export { firstCharacter, peeked } from "./peeked.ts";
export { type FileStamp, fileText, stampOf, UnusableFileError } from "./text-file.ts";
