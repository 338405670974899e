import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { type Bundle, bundleText, englishBundle, placesOf } from "../../scripts/l10n/bundle.ts";
import { keyIn, rawManifest, shownTexts } from "../../scripts/l10n/manifest.ts";
import { sourceTexts, textsIn } from "../../scripts/l10n/source-texts.ts";
import { strayTexts } from "../../scripts/l10n/stray-texts.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");
const bundle = (file: string): Bundle => JSON.parse(read(file)) as Bundle;
const files = (pattern: string): string[] => globSync(pattern, { cwd: repositoryRoot }).sort();

/** Returns the parts of a text that translators leave unchanged: code, the targets of links, settings, icons. */
const marksOf = (text: string): string[] =>
  (text.match(/`[^`]+`|\]\([^)]+\)|#smcs\.[\w.]+#|\$\([\w-]+\)|smcs\.[a-z][\w.]*\w/g) ?? []).sort();

/** Asserts that a translation has the texts of the English one, with the same places and marks, and no others. */
function assertTranslates(translation: Bundle, english: Bundle, file: string): void {
  const missing = Object.keys(english).filter((key) => (translation[key] ?? "").trim() === "");
  assert.deepEqual(missing, [], `${file} lacks texts`);
  const unused = Object.keys(translation).filter((key) => !Object.hasOwn(english, key));
  assert.deepEqual(unused, [], `${file} has texts that nobody shows any more`);
  const order = Object.keys(english);
  const misplaced = Object.keys(translation).find((key, index) => key !== order[index]);
  assert.equal(misplaced, undefined, `${file}: a text is out of order; npm run l10n puts it in its place`);
  for (const [key, text] of Object.entries(english)) {
    const translated = translation[key] ?? "";
    assert.deepEqual(placesOf(translated), placesOf(text), `${file}, places of: ${key}`);
    assert.deepEqual(marksOf(translated), marksOf(text), `${file}, code and links of: ${key}`);
  }
}

describe("the texts of the sources", () => {
  const { texts, unreadable } = sourceTexts(repositoryRoot);

  it("stand in the calls that translate them, with a value for every place", () => {
    assert.ok(texts.length > 500, String(texts.length));
    assert.deepEqual(unreadable, []);
    const lacking = texts.filter(({ text, values }) => placesOf(text).some((place) => place >= values));
    assert.deepEqual(lacking, []);
  });

  it("are all in the English bundle; npm run l10n writes it anew", () => {
    const [written, wanted] = [bundle("l10n/bundle.l10n.json"), englishBundle(texts)];
    const without = (one: Bundle, other: Bundle): string[] => Object.keys(one).filter((text) => !(text in other));
    assert.deepEqual(without(wanted, written), [], "l10n/bundle.l10n.json lacks texts");
    assert.deepEqual(without(written, wanted), [], "l10n/bundle.l10n.json has texts that nobody shows any more");
    assert.ok(read("l10n/bundle.l10n.json") === bundleText(wanted), "l10n/bundle.l10n.json is out of order");
  });

  it("are shown by way of a translation in all of the host", () => {
    const host = files("src/host/**/*.ts").filter((file) => !file.endsWith(".test.ts"));
    assert.ok(host.length > 100, String(host.length));
    assert.deepEqual(
      host.flatMap((file) => strayTexts(read(file), file)),
      [],
    );
  });
});

describe("what reads the sources", () => {
  it("finds texts with their values, and those that nobody can translate", () => {
    const code = `l10n.t("a {0}", 1); plural(n, "{0} x", "{0} xs", y); l10n.t(text); l10n.t("b", ...list);`;
    const { texts, unreadable } = textsIn(code, "f.ts");
    assert.deepEqual(
      texts.map(({ text, values }) => [text, values]),
      [
        ["a {0}", 1],
        ["{0} x", 2],
        ["{0} xs", 2],
        ["b", Infinity],
      ],
    );
    assert.deepEqual(unreadable, ["f.ts:1"]);
  });

  it("finds texts that are shown as they are, but no icons and names", () => {
    const shown = 'window.showInformationMessage(a ? "Is gone." : `${n} of them`); const o = { title: "Ask Me" };';
    assert.equal(strayTexts(shown, "f.ts").length, 3);
    const translated = 'window.showInformationMessage(l10n.t("Gone")); const o = { label: `$(add) ${x}`, id: "a b" };';
    assert.deepEqual(strayTexts(`${translated} const p = { label: "vLLM" };`, "f.ts"), []);
  });
});

describe("the manifest", () => {
  const shown = shownTexts(rawManifest(repositoryRoot));

  it("has a key in place of every text that people read", () => {
    assert.ok(shown.length > 100, String(shown.length));
    assert.deepEqual(
      shown.filter(({ text }) => keyIn(text) === null),
      [],
    );
  });

  it("has all its texts in package.nls.json, and no others", () => {
    const used = new Set(shown.map(({ text }) => keyIn(text)));
    assert.deepEqual(Object.keys(bundle("package.nls.json")).toSorted(), [...used].toSorted());
  });
});

describe("a translation", () => {
  const bundles = files("l10n/bundle.l10n.*.json");
  const manifests = files("package.nls.*.json");
  const languageOf = (file: string): string => /\.([\w-]+)\.json$/.exec(file)?.[1] ?? "";

  it("has both the program's and the manifest's texts", () => {
    assert.deepEqual(bundles.map(languageOf), manifests.map(languageOf));
    assert.ok(bundles.map(languageOf).includes("zh-cn"));
  });

  for (const file of bundles) {
    it(`${file} has every text`, () => {
      assertTranslates(bundle(file), bundle("l10n/bundle.l10n.json"), file);
    });
  }

  for (const file of manifests) {
    it(`${file} has every text`, () => {
      assertTranslates(bundle(file), bundle("package.nls.json"), file);
    });
  }

  it("calls commands by their titles in that language", () => {
    for (const [index, file] of manifests.entries()) {
      const manifest = bundle(file);
      const titles = Object.entries(manifest).flatMap(([key, text]) => (key.endsWith(".title") ? [text] : []));
      const texts = [...Object.values(manifest), ...Object.values(bundle(bundles[index] ?? ""))];
      const named = texts.flatMap((text) => [...text.matchAll(/(?:["“(（]|\*\*)SMCS: ([^"”)）*]+)(?:["”)）]|\*\*)/g)]);
      assert.ok(named.length > 3, String(named.length));
      for (const [, title = ""] of named) assert.ok(titles.includes(title), `${file}: SMCS: ${title}`);
    }
  });
});
