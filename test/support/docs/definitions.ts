import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../vscode/repository.ts";

/**
 * Asserts that a partly generated file has the expected text; names the first line that differs.
 *
 * @param expected the text as `npm run docs` writes it
 */
export function assertWritten(file: string, expected: string): void {
  const [lines, wanted] = [fileText(file).split("\n"), expected.split("\n")];
  const at = wanted.findIndex((line, index) => line !== lines[index]);
  const place = `${file}:${at + 1}`;
  assert.ok(fileText(file) === expected, `${place} should be: ${wanted[at]}; npm run docs writes it anew`);
}

/** The parts of the manifest that are compared with definitions. */
interface Manifest {
  readonly keywords: readonly string[];
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  };
}

/** Returns the text of a file of the repository. */
export function fileText(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), "utf8");
}

export const manifest = JSON.parse(fileText("package.json")) as Manifest;

/** The manifest's texts in every language, by file. */
export const manifestTexts: readonly (readonly [string, Readonly<Record<string, string>>])[] = globSync(
  "package.nls*.json",
  { cwd: repositoryRoot },
).map((file) => [file, JSON.parse(fileText(file)) as Record<string, string>]);

/** Returns a setting as the manifest declares it. */
export function declared(name: string): unknown {
  return manifest.contributes.configuration.map(({ properties }) => properties[name]).find((one) => one !== undefined);
}

/** Returns the row of a page's table that begins with a word in code marks; empty for none. */
export function rowOf(page: string, word: string): string {
  return page.split("\n").find((line) => line.startsWith(`| \`${word}\``)) ?? "";
}

/**
 * Asserts that a text contains all of some words, and names the missing ones.
 *
 * @param place where the text is, for the message
 */
export function assertNames(place: string, text: string | undefined, words: readonly string[]): void {
  assert.ok(words.length > 0, `${place}: nothing to look for`);
  const missing = words.filter((word) => text?.includes(word) !== true);
  assert.deepEqual(missing, [], `${place} lacks ${missing.join(", ")}`);
}
