const BEGINNING = "*Simulated reply of ";

/** The line that begins a reply without an answer: first, so that a reply cut off at the output limit keeps it. */
export function label(model: string): string {
  return `${BEGINNING}${model} (demo).*`;
}

/** Whether a reply carries the label. */
export function isLabelled(text: string): boolean {
  return text.includes(BEGINNING);
}
