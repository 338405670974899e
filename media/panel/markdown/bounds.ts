/**
 * How much of a reply is formatted. Beyond these bounds stands plain text: nobody writes so for readers, and formatting it
 * would hold up the panel.
 */
export const bounds = {
  /** Characters of a reply. */
  reply: 200_000,
  /** Tokens of its blocks: 1,000 cells of a table make 3,000, 1,000 lines of code one. */
  tokens: 6_000,
  /** As so many tokens counts a block of code, for all that is around it. */
  codeBlock: 10,
  /** Characters of one paragraph, heading or cell. */
  inline: 10_000,
  /** Quotes and lists inside each other. */
  nesting: 40,
  /** Formulas in one paragraph, heading or cell: each of them has it laid out anew. */
  formulas: 100,
  /** Lines that a formula may take. */
  formulaLines: 60,
  /** Characters of a formula. */
  formula: 4_000,
  /** Characters of a code block that is coloured. */
  coloured: 20_000,
} as const;
