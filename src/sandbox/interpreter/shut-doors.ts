import * as modules from "node:module";

/** Globals of Node that lead out of the process, or to something that does. */
const GLOBALS = [
  "fetch",
  "WebSocket",
  "EventSource",
  "navigator",
  "require",
  "module",
  "Worker",
  "process",
  "Buffer",
  "global",
];

/** Functions of `process` that open files, load code, or signal others. */
const POWERS = [
  "binding",
  "_linkedBinding",
  "dlopen",
  "getBuiltinModule",
  "kill",
  "abort",
  "chdir",
  "mainModule",
  "_kill",
];

/** Whether this process was really denied files and processes by Node's permission model. */
export function permissionsInForce(): boolean {
  const { permission } = process as { permission?: NodeJS.ProcessPermission };
  return permission !== undefined && !permission.has("fs.write") && !permission.has("child");
}

/**
 * Takes away what a program that broke out of its realm would reach for. To be called once everything is loaded:
 * afterwards no module can be loaded, not even one of Node's own.
 */
export function shutDoors(): void {
  const closed = (): never => {
    throw new Error("Nothing can be loaded any more.");
  };
  // Missing before Node 22.15; the permission model and the realm hold without it.
  if ("registerHooks" in modules) modules.registerHooks({ resolve: closed, load: closed });
  for (const name of POWERS) {
    Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false });
  }
  process.env = {};
  for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
}
