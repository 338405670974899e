/**
 * Limits of formatting. A reply beyond them is shown as plain text: people do not write such texts for readers, and
 * formatting them would block the panel.
 */
export const bounds = {
  /** Maximum number of characters of a reply. */
  reply: 200_000,
  /** Maximum number of tokens of a reply's blocks: 1,000 cells of a table make 3,000, 1,000 lines of code one. */
  tokens: 6_000,
  /** The number of tokens that a block of code counts as, because of the elements around it. */
  codeBlock: 10,
  /** Maximum number of characters of one paragraph, heading or cell. */
  inline: 10_000,
  /** Maximum depth of nested quotes and lists. */
  nesting: 40,
  /** Maximum number of formulas in one paragraph, heading or cell: each formula causes a new layout of it. */
  formulas: 100,
  /** Maximum number of lines of a formula. */
  formulaLines: 60,
  /** Maximum number of characters of a formula. */
  formula: 4_000,
  /** Maximum number of characters of a coloured code block. */
  coloured: 20_000,
} as const;
