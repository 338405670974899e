import DOMPurify from "dompurify";
import katex from "katex";

/** Limits of a formula's depth and size; larger formulas would block the browser's layout. */
const DEEPEST = 120;
const MOST_ELEMENTS = 5_000;

const HTML = ["span", "svg", "path", "line"];
const MATHML =
  "math semantics annotation mrow mi mo mn ms mtext mspace mstyle mpadded mphantom merror menclose mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mlabeledtr".split(
    " ",
  );

/**
 * Returns a formula as elements, made without any HTML text; null if the TeX is wrong or does more than show a formula.
 * KaTeX itself refuses links, pictures and attributes, and its output is checked once more.
 */
export async function typeset(tex: string, display: boolean): Promise<HTMLElement | null> {
  await loadStyles();
  const box = document.createElement("span");
  try {
    katex.render(tex, box, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    // The source is shown instead.
    return null;
  }
  return isTooMuch(box) || !isHarmless(box) ? null : box;
}

function isTooMuch(box: HTMLElement): boolean {
  const elements = box.querySelectorAll("*");
  if (elements.length > MOST_ELEMENTS) return true;
  return Array.from(elements).some((element) => element.childElementCount === 0 && depthOf(element) > DEEPEST);
}

function depthOf(element: Element): number {
  let depth = 0;
  for (let at: Element | null = element; at !== null; at = at.parentElement) depth += 1;
  return depth;
}

function isHarmless(box: HTMLElement): boolean {
  DOMPurify.sanitize(box, {
    IN_PLACE: true,
    ALLOWED_TAGS: [...HTML, ...MATHML, "#text"],
    ALLOWED_ATTR:
      "class style aria-hidden xmlns encoding display mathvariant mathsize mathcolor mathbackground width height depth voffset lspace rspace minsize maxsize stretchy fence separator largeop movablelimits accent accentunder linethickness columnalign columnspacing columnlines rowspacing rowlines rowalign frame notation scriptlevel displaystyle side title viewBox preserveAspectRatio d x1 x2 y1 y2 stroke-width".split(
        " ",
      ),
    ALLOW_DATA_ATTR: false,
  });
  return DOMPurify.removed.length === 0;
}

let loading: Promise<void> | null = null;

/** Loads the styles of formulas, once, with the first formula. The browser fetches their fonts when it needs them. */
function loadStyles(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    // Both files are in the same folder of the extension.
    link.href = new URL("panel-math.css", import.meta.url).href;
    link.onload = () => {
      resolve();
    };
    link.onerror = () => {
      reject(new Error("The styles of formulas could not be loaded."));
    };
    document.head.append(link);
  });
  return loading;
}
