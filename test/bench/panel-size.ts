import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";

/** Returns the size of what the panel loads when it is opened, and of what it loads only for certain replies. */
export function measureSize(): Figure[] {
  const [script, styles] = [bytes("panel.js"), bytes("panel.css")];
  const colours = bytes("panel-colour-code-*.js");
  const formulas = bytes("{panel-typeset-*.js,panel-chunk-*.js,panel-math.css}").plain;
  return [
    figure("panel.js", script.plain / 1024, "KB", "<= 300"),
    figure("panel.js, compressed", script.gzip / 1024, "KB"),
    figure("panel.css", styles.plain / 1024, "KB"),
    figure("loaded with the first code", colours.plain / 1024, "KB"),
    figure("loaded with the first formula, without fonts", formulas / 1024, "KB"),
    figure("fonts, each loaded where it is needed", bytes("fonts/*").plain / 1024, "KB"),
  ];
}

/** Returns the bytes of all matching files of dist, uncompressed and compressed. */
function bytes(pattern: string): { readonly plain: number; readonly gzip: number } {
  const files = globSync(path.join(repositoryRoot, "dist", pattern)).map((file) => readFileSync(file));
  const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
  return { plain: sum(files.map(({ length }) => length)), gzip: sum(files.map((file) => gzipSync(file).length)) };
}
