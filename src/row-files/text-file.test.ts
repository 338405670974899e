import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { it } from "node:test";
import { BankError } from "../core/errors.ts";
import { collected } from "../../test/support/bank-import/rows.ts";
import { bankFolderOf, jsonl, many } from "../../test/support/bank/imports.ts";
import { fileRows } from "../import-rows/index.ts";
import { stampOf, UnusableFileError } from "./text-file.ts";
import { smcsJsonlFormat } from "../bank-import/index.ts";

it("a file that cannot be read now is not called damaged: what was read of it stays", async (t) => {
  const { write } = await bankFolderOf(t);
  const file = await write("a.jsonl", jsonl(...many(2)));
  const stamp = await stampOf(file);
  await rm(file);
  const rows = collected(fileRows(stamp, smcsJsonlFormat, {}, { signal: new AbortController().signal }));
  await assert.rejects(rows, (error) => {
    assert.ok(error instanceof BankError && !(error instanceof UnusableFileError));
    assert.match(error.message, /a\.jsonl cannot be read: ENOENT/);
    return true;
  });
});
