import type { PoolMember } from "./ports.ts";

/** Whether a model reference of the settings refers to this pool member. */
export function isNamed(member: Pick<PoolMember, "name" | "reference">, reference: string): boolean {
  return member.reference === reference || member.name === reference;
}

/** Returns the pool member that a model reference of the settings refers to, or undefined when there is none. */
export function memberNamed<Member extends Pick<PoolMember, "name" | "reference">>(
  pool: readonly Member[],
  reference: string,
): Member | undefined {
  return pool.find((member) => isNamed(member, reference));
}
