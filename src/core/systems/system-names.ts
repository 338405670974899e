/** The ways in which models can work together (method.md, section 4); `smcs` is the paper's own. */
export const systemNames = [
  "smcs",
  "mixture-of-agents",
  "self-moa",
  "self-consistency",
  "majority-voting",
  "simple-router",
  "symbolic-moe",
  "single",
] as const;
export type SystemName = (typeof systemNames)[number];
