import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type Answer, parseRequest, parseSetup } from "../../../src/embedding/local/messages.ts";
import type { Deed, WorkerScript } from "./scripted-model.ts";

// A worker that follows the scripts in its model's folder: one for each start, the last one for all further starts. It
// records its starts and the windows that it was asked to embed.

const { folder } = parseSetup(workerData);
const file = (name: string): string => path.join(folder, name);

appendFileSync(file("starts.txt"), "x");
const starts = readFileSync(file("starts.txt"), "utf8").length;
const scripts = JSON.parse(readFileSync(file("scripts.json"), "utf8")) as WorkerScript[];
const { loading, deeds = {} } = scripts[Math.min(starts, scripts.length) - 1] ?? {};

const say = (answer: Answer): void => parentPort?.postMessage(answer);

/** Returns the windows of a text: its characters are its tokens, and `|` begins another window. */
function windowsOf(text: string): Int32Array<ArrayBuffer>[] {
  return text.split("|").map((part) => Int32Array.from(part, (character) => character.charCodeAt(0)));
}

const vectorOf = (window: Int32Array): Float32Array<ArrayBuffer> => Float32Array.of(window.length, window[0] ?? 0, 1);

const doings: Readonly<Record<Deed, (window: Int32Array<ArrayBuffer>) => void>> = {
  exit: () => process.exit(7),
  throw: () => {
    throw new Error("it lost its head");
  },
  fail: () => {
    say({ kind: "failed", reason: "it did not like the text" });
  },
  hang: () => {
    writeFileSync(file("hanging.txt"), "");
    for (;;);
  },
  dawdle: (window) => {
    writeFileSync(file("hanging.txt"), "");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    say({ kind: "vector", vector: vectorOf(window) });
  },
  nonsense: () => parentPort?.postMessage("1, 2, 3"),
  "wrong answer": (window) => {
    say({ kind: "windows", windows: [window] });
  },
  "not a number": () => {
    say({ kind: "vector", vector: Float32Array.of(Number.NaN, 0, 1) });
  },
  "wrong length": () => {
    say({ kind: "vector", vector: Float32Array.of(0, 1, 0, 0) });
  },
};

function embed(window: Int32Array<ArrayBuffer>): void {
  const text = String.fromCharCode(...window);
  appendFileSync(file("texts.txt"), `${text}\n`);
  const deed = deeds[text];
  if (deed === undefined) say({ kind: "vector", vector: vectorOf(window) });
  else doings[deed](window);
}

parentPort?.on("message", (message: unknown) => {
  const request = parseRequest(message);
  if (request.kind === "tokenise") say({ kind: "windows", windows: windowsOf(request.text) });
  else embed(request.window);
});
if (loading === undefined) say({ kind: "loaded" });
else if (loading === "fail") say({ kind: "failed", reason: "the weights are cut off" });
