/** Thrown when the sandbox itself cannot run. It says nothing about a program. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}
