import type { ComponentChildren, JSX } from "preact";

interface FactProps {
  readonly name: string;
  /** Index of the paper's symbol S. */
  readonly symbol?: string;
  readonly help?: string;
  readonly children: ComponentChildren;
}

/** Shows a name and its value, in a definition list. */
export function Fact({ name, symbol, help, children }: FactProps): JSX.Element {
  return (
    <div class="fact">
      <dt title={help}>
        {name}
        {symbol !== undefined && (
          <span class="symbol">
            {" "}
            S<sub>{symbol}</sub>
          </span>
        )}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
