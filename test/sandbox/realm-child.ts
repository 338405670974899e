// A process like the sandbox's, in which attempts attack the bare realm itself, like a program that broke out of its
// interpreter into JavaScript. Prints the attempts that got out, as JSON.
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { BareRealm } from "../../src/sandbox/interpreter/bare-realm.ts";
import { shutDoors } from "../../src/sandbox/interpreter/shut-doors.ts";

/** Functions in the realm. Each returns what it reached, or throws. */
const INSIDE: Readonly<Record<string, string>> = {
  "code from strings": `() => globalThis.constructor.constructor("return process")()`,
  eval: `() => (0, eval)("process")`,
  "the constructors of host functions": `() => TextDecoder.prototype.decode.constructor("return process")()`,
  "errors of the host": `() => {
    try { new TextDecoder("no such encoding").decode(); } catch (error) { return error.constructor.constructor("return process")(); }
  }`,
  "errors of a used-up stack": `() => {
    let found;
    const deep = () => { try { deep(); } catch { try { performance.now(); } catch (error) { found ??= error.constructor.constructor("return process")(); } } };
    deep();
    return found;
  }`,
  "stack frames": `() => {
    let found;
    Error.prepareStackTrace = (_, frames) => { found = frames.map((frame) => frame.getThis()).find((self) => self?.process); return ""; };
    new Error("x").stack;
    return found;
  }`,
  "a changed prototype of the host": `() => {
    try { new TextDecoder("no such encoding").decode(); } catch (error) {
      const outer = Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(error)));
      outer.changedFromInside = true;
      return outer !== Object.prototype && outer.changedFromInside;
    }
  }`,
  "globals by name": `() => globalThis.process ?? globalThis.require ?? globalThis.fetch ?? globalThis.Buffer`,
};

/** Not a literal type, because the compiler would look for such a file. */
const script: string = "data:text/javascript,export const out = true";

/** Attempts outside of the realm, for a program that has left the realm. */
const OUTSIDE: Readonly<Record<string, () => unknown>> = {
  "a module of Node": () => import("node:net"),
  "a required module of Node": () => require("node:net") as unknown,
  "a script out of a string": () => import(script),
  "Node's bindings": () => running.binding("fs"),
  "Node's built-in modules": () => running.getBuiltinModule("node:fs"),
  "signals to others": () => running.kill(running.ppid, 0),
  "a page": () => fetch("http://127.0.0.1:1/").catch(() => true),
};

const require = createRequire(import.meta.url);
const running = process as NodeJS.Process & { binding: (name: string) => unknown };
const { stdout } = process;
const realm = new BareRealm({ size: () => 0, read: () => undefined }, () => undefined);
const runInside = (text: string): unknown => realm.run(new Script(text, { filename: "attempt.js" }));
if (process.argv[2] !== "open") shutDoors();
const escaped: string[] = [];
for (const [name, source] of Object.entries(INSIDE)) {
  try {
    if ((runInside(`(${source})()`) ?? null) !== null) escaped.push(name);
  } catch {
    continue;
  }
}
const imported = runInside(`import("node:fs").then(() => true, () => false)`) as Promise<boolean>;
if (await imported) escaped.push("an import in the realm");
for (const [name, attempt] of Object.entries(OUTSIDE)) {
  try {
    if ((await attempt()) !== undefined) escaped.push(name);
  } catch {
    continue;
  }
}
stdout.write(JSON.stringify(escaped));
