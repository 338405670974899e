/**
 * Runs code that a model wrote, in interpreters of WebAssembly that nothing else shares, and judges replies in a process
 * that can be ended. SECURITY.md says what holds it.
 */
export { createChecker } from "./checker/checker-process.ts";
export { bundledFiles, type SandboxFiles } from "./sandbox-files.ts";
export { createSandbox, type Sandbox } from "./sandbox.ts";
