import type { Token } from "markdown-it";
import { type ComponentChild, h, type JSX } from "preact";
import { CodeBlock } from "../components/code-block.tsx";
import { Formula } from "../components/formula.tsx";
import { memo } from "../components/memo.ts";
import { PlainText } from "../components/plain-text.tsx";
import { strings } from "../strings.ts";
import { Inline } from "./inline.tsx";
import type { Block } from "./reader.ts";

/** The lowest level of the headings above a reply; the reply's own headings are below it. */
const HEADINGS_ABOVE = 3;

/** For blocks without links to look up; a constant, so that they are drawn once. */
const NO_REFERENCES = {};

/** The only elements that blocks consist of. */
const CONTAINERS = new Set(["p", "ul", "li", "blockquote", "thead", "tbody", "tr", "th", "td"]);

/** Shows the elements of a block. Their contents are processed only where they are new. */
export const BlockElements = memo(({ block }: { readonly block: Block }): JSX.Element => {
  if (block.tokens === null) return <PlainText text={block.source} />;
  return <>{elementsOf(block.tokens, block)}</>;
});

interface Open {
  readonly token: Token | null;
  readonly children: ComponentChild[];
}

function elementsOf(tokens: readonly Token[], block: Block): ComponentChild[] {
  const growing = block.growing ? tokens.findLast(({ nesting }) => nesting === 0) : undefined;
  const root: Open = { token: null, children: [] };
  const open = [root];
  for (const token of tokens) {
    if (token.nesting === 1) {
      open.push({ token, children: [] });
      continue;
    }
    const element = token.nesting === 0 ? leaf(token, block, token === growing) : container(open.pop() ?? root);
    open.at(-1)?.children.push(element);
  }
  return root.children;
}

function container({ token, children }: Open): ComponentChild {
  // The paragraphs of a tight list are hidden.
  if (token === null || token.hidden) return children;
  const heading = /^h([1-6])$/.exec(token.tag)?.[1];
  if (heading !== undefined) return h(`h${Math.min(6, Number(heading) + HEADINGS_ABOVE)}`, null, children);
  if (token.tag === "ol") return <ol start={Number(token.attrGet("start") ?? 1)}>{children}</ol>;
  if (token.tag === "table")
    return (
      <div class="table" role="group" aria-label={strings.tableBox} tabIndex={0}>
        <table>{children}</table>
      </div>
    );
  return CONTAINERS.has(token.tag) ? h(token.tag, null, children) : children;
}

function leaf(token: Token, { references }: Block, growing: boolean): ComponentChild {
  switch (token.type) {
    case "inline":
      return <Inline content={token.content} references={token.content.includes("[") ? references : NO_REFERENCES} />;
    case "fence":
    case "code_block":
      return (
        <CodeBlock
          code={token.content.replace(/\n$/, "")}
          language={languageOf(token)}
          info={token.info}
          growing={growing}
        />
      );
    case "math_block":
      return <Formula tex={token.content} display />;
    case "hr":
      return <hr />;
    default:
      return null;
  }
}

/** Returns the first word after the fence; null if there is none. */
function languageOf({ info }: Token): string | null {
  return /^[\w+#.-]{1,30}/.exec(info.trim())?.[0] ?? null;
}
