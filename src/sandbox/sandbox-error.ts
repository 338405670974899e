/** The sandbox itself cannot run; says nothing about any program. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}
