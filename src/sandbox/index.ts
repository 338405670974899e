/**
 * Runs code that a model wrote, in interpreters of WebAssembly that nothing else shares, and judges replies in a process
 * that can be ended. SECURITY.md says what holds it.
 */
export { createChecker } from "./checker/checker-process.ts";
export { builtSandbox, bundledFiles, type SandboxFiles, type SandboxFolders } from "./sandbox-files.ts";
export { createSandbox, NO_PERMISSIONS, type Sandbox } from "./sandbox.ts";
