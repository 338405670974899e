import type { Context, ESTree, Plugin, Rule, Variable } from "@oxlint/plugins";

/** Playwright's methods that look at a page once. */
const LOOKS = new Set([
  "$",
  "$$",
  "$$eval",
  "$eval",
  "allInnerTexts",
  "allTextContents",
  "ariaSnapshot",
  "boundingBox",
  "content",
  "count",
  "elementHandle",
  "elementHandles",
  "evaluateAll",
  "getAttribute",
  "innerHTML",
  "innerText",
  "inputValue",
  "isChecked",
  "isDisabled",
  "isEditable",
  "isEnabled",
  "isHidden",
  "isVisible",
  "textContent",
  "title",
]);

/** Functions that call their argument until it passes. */
const REPEATING = ["eventually", "until"];

const ONE_LOOK =
  "One look at a page is a race: use expect(locator).toHaveText(...) or another assertion that waits. A value without such an assertion belongs inside expect.poll, eventually or expect(...).toPass.";

const SLEEP =
  "A fixed sleep is too short on a busy machine: use an assertion that waits for the condition, expect.poll or eventually.";

const ONLY = "This leaves all other tests out. To run some alone, name their file: npm test -- FILE.";

/**
 * Reports `waitForTimeout`, and methods that look at a page once, outside functions that are called until they pass.
 */
const noSingleLook: Rule = {
  create(context) {
    return {
      CallExpression(node) {
        const name = methodName(node);
        if (name === null || isRepeated(node, context)) return;
        if (LOOKS.has(name)) context.report({ node, message: ONE_LOOK });
        if (name === "waitForTimeout") context.report({ node, message: SLEEP });
      },
    };
  },
};

/**
 * Reports sleeps: `node:timers/promises`, a promisified `setTimeout`, or a promise that `setTimeout` resolves. A
 * timeout that rejects is allowed.
 */
const noFixedSleep: Rule = {
  create(context) {
    return {
      ImportDeclaration(node) {
        if (/^(?:node:)?timers\/promises$/.test(node.source.value)) context.report({ node, message: SLEEP });
      },
      CallExpression(node) {
        if (isNamed(node.callee, "promisify") && node.arguments.some((one) => isNamed(one, "setTimeout")))
          context.report({ node, message: SLEEP });
        if (!isNamed(node.callee, "setTimeout") && methodName(node) !== "setTimeout") return;
        if (resolvesPromise(node, context) && !isRepeated(node, context)) context.report({ node, message: SLEEP });
      },
    };
  },
};

/** Reports `only`, which silently leaves out all other tests. */
const noOnly: Rule = {
  create(context) {
    return {
      MemberExpression(node) {
        const { object, property } = node;
        if (property.type !== "Identifier" || property.name !== "only") return;
        if (["it", "describe", "test", "suite"].some((name) => isNamed(object, name)))
          context.report({ node, message: ONLY });
      },
      Property(node) {
        if (node.key.type === "Identifier" && node.key.name === "only" && isOptionOfTest(node))
          context.report({ node, message: ONLY });
      },
    };
  },
};

const plugin: Plugin = {
  meta: { name: "tests" },
  rules: { "no-single-look": noSingleLook, "no-fixed-sleep": noFixedSleep, "no-only": noOnly },
};

export default plugin;

/** Returns the name of the called method, or null for other calls. */
function methodName({ callee }: ESTree.CallExpression): string | null {
  return callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : null;
}

/** Whether the node is part of a function that is called until it passes, and that is called in no other way. */
function isRepeated(node: ESTree.Node, context: Context): boolean {
  return functionsAround(node).some((around) => {
    const isInside = ({ start, end }: ESTree.Node): boolean => around.start <= start && end <= around.end;
    const uses = namesOf(around, context).filter((use) => !isInside(use));
    return isPolled(around) || (uses.length > 0 && uses.every((use) => isPolled(use) || isRepeated(use, context)));
  });
}

type AnyFunction = ESTree.Function | ESTree.ArrowFunctionExpression;

/** Returns the functions that contain the node, the innermost first. */
function functionsAround(node: ESTree.Node): AnyFunction[] {
  const found: AnyFunction[] = [];
  for (let at = node.parent; at !== null; at = at.parent) {
    const isFunction = ["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration"].includes(at.type);
    if (isFunction) found.push(at as AnyFunction);
  }
  return found;
}

/** Returns the places that use the function by its name, or by the name of the constant that holds it. */
function namesOf(around: AnyFunction, context: Context): ESTree.Node[] {
  const declaration = around.parent.type === "VariableDeclarator" ? around.parent : around;
  return context.sourceCode
    .getDeclaredVariables(declaration)
    .filter(({ identifiers }) => identifiers.some((name) => (name as ESTree.Node) === declaration.id))
    .flatMap(placesOf);
}

function placesOf({ references }: Variable): ESTree.Node[] {
  return references.filter(({ init }) => !init).map(({ identifier }) => identifier as ESTree.Node);
}

/** Whether the node is an argument of a call that repeats: `expect.poll`, `eventually`, `until` or `expect(...).toPass`. */
function isPolled(node: ESTree.Node): boolean {
  const call = node.parent;
  if (call?.type !== "CallExpression" || !call.arguments.some((argument) => argument === node)) return false;
  const { callee, parent } = call;
  if (callee.type === "MemberExpression") return methodName(call) === "poll" && isNamed(callee.object, "expect");
  const passes = parent.type === "MemberExpression" && isNamed(parent.property, "toPass");
  return REPEATING.some((name) => isNamed(callee, name)) || (isNamed(callee, "expect") && passes);
}

/** Whether the property belongs to the options of `it` or a similar function. */
function isOptionOfTest({ parent }: ESTree.Node): boolean {
  const call = parent?.parent;
  if (call?.type !== "CallExpression") return false;
  return ["it", "describe", "test", "suite"].some((name) => isNamed(call.callee, name));
}

function isNamed(node: ESTree.Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

/** Whether the call is part of the executor of a promise and, directly or in its callback, resolves the promise. */
function resolvesPromise(call: ESTree.CallExpression, context: Context): boolean {
  const executor = functionsAround(call)[0];
  if (executor?.parent.type !== "NewExpression" || !isNamed(executor.parent.callee, "Promise")) return false;
  const [resolve] = executor.params;
  return context.sourceCode
    .getDeclaredVariables(executor)
    .filter(({ identifiers }) => identifiers.some((name) => (name as ESTree.Node) === resolve))
    .flatMap(placesOf)
    .some(({ start, end }) => call.start <= start && end <= call.end);
}
