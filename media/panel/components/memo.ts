import { Component, type ComponentChild, type ComponentType, createElement, type FunctionComponent } from "preact";

/**
 * The same component, drawn again only when one of its properties is another one. An element kept by `useMemo` would do
 * so, too, but holds on to the whole panel as it was when it first appeared.
 */
export function memo<Props extends object>(inner: FunctionComponent<Props>): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name as keyof Props] !== next[name as keyof Props]);
    }

    override render(): ComponentChild {
      return createElement(inner, this.props);
    }
  };
}
