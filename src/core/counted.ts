/** Returns a number with separators, and its noun in the singular or plural. */
export const counted = (number: number, noun: string): string => {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
};
