import { readFileSync } from "node:fs";
import path from "node:path";
import { presetNames } from "../../src/core/parameters.ts";
import { endpointKinds, hostedKinds } from "../../src/core/settings/index.ts";
import type { Bundle } from "./bundle.ts";

/** A text of the manifest that stands in `package.nls.json`. */
const KEY = /^%([\w.-]+)%$/;

/** The manifest as it stands, with keys in place of texts. */
export function rawManifest(root: string): unknown {
  return JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
}

/** The manifest as an English editor shows it. */
export function englishManifest(root: string): unknown {
  const texts = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Bundle;
  const told = (part: unknown): unknown => {
    if (typeof part === "string") return texts[keyIn(part) ?? ""] ?? part;
    if (Array.isArray(part)) return part.map(told);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, told(value)]));
  };
  return told(rawManifest(root));
}

/** The key that a text of the manifest is; null for a text that is written out. */
export function keyIn(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null;
}

/** Fields whose texts VS Code shows to people. What models and VS Code's own choices read stays English. */
const SHOWN = new Set([
  ...["displayName", "userDescription", "description", "markdownDescription", "title", "shortTitle", "label", "name"],
  ...["fullName", "contents", "altText", "enumDescriptions", "markdownEnumDescriptions", "enumItemLabels"],
  ...["deprecationMessage", "markdownDeprecationMessage", "patternErrorMessage", "errorMessage"],
]);

/** Parts whose texts no person reads, or which only VS Code compares: ids, snippets, what models are told. */
const UNSHOWN = new Set(["disambiguation", "inputSchema", "body", "default", "enum"]);

/** Names of products, the same in every language; `smcs` and the presets are typed, so that they are names as well. */
const NAMES = new Set<string>([
  ...["SMCS", "smcs", "why", "smcs_ask", ...presetNames],
  ...hostedKinds.map((kind) => endpointKinds[kind].title),
]);

/** Every text of the parts that VS Code shows, with its place. */
export function shownTexts(manifest: unknown): { readonly place: string; readonly text: string }[] {
  const { displayName, description, capabilities, contributes } = manifest as Record<string, unknown>;
  const read = (part: unknown, place: readonly string[], isShown: boolean): { place: string; text: string }[] => {
    if (typeof part === "string") return isShown && !NAMES.has(part) ? [{ place: place.join("."), text: part }] : [];
    if (typeof part !== "object" || part === null) return [];
    return Object.entries(part).flatMap(([name, value]) => {
      if (UNSHOWN.has(name)) return [];
      return read(value, [...place, name], Array.isArray(part) ? isShown : SHOWN.has(name));
    });
  };
  return read({ displayName, description, capabilities, contributes }, [], false);
}
