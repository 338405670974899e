import type { JSX } from "preact";

interface TermProps {
  /** Index of the paper's symbol S. */
  readonly index: string;
  readonly help: string;
}

/** A symbol of Eq. 7, which says on hover what it means. */
export function Term({ index, help }: TermProps): JSX.Element {
  return (
    <abbr class="term" title={help}>
      S<sub>{index}</sub>
    </abbr>
  );
}
