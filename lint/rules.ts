/** The recommended rules of ESLint, without those that the TypeScript compiler covers. */
export const recommended = errors(`
  for-direction no-async-promise-executor no-case-declarations no-compare-neg-zero no-cond-assign
  no-constant-binary-expression no-constant-condition no-control-regex no-debugger no-delete-var no-dupe-else-if
  no-duplicate-case no-empty no-empty-character-class no-empty-pattern no-empty-static-block no-ex-assign
  no-extra-boolean-cast no-fallthrough no-global-assign no-invalid-regexp no-irregular-whitespace no-loss-of-precision
  no-misleading-character-class no-nonoctal-decimal-escape no-prototype-builtins no-regex-spaces no-self-assign
  no-shadow-restricted-names no-sparse-arrays no-unassigned-vars no-unexpected-multiline no-unsafe-finally
  no-unsafe-optional-chaining no-unused-labels no-unused-private-class-members no-useless-assignment
  no-useless-backreference no-useless-catch no-useless-escape preserve-caught-error require-yield use-isnan valid-typeof
`);

/** The recommended rules that the compiler covers in TypeScript, for files in JavaScript. */
export const recommendedForJavaScript = errors(`
  constructor-super getter-return no-class-assign no-const-assign no-dupe-class-members no-dupe-keys no-func-assign
  no-import-assign no-new-native-nonconstructor no-obj-calls no-redeclare no-setter-return no-this-before-super no-undef
  no-unreachable no-unsafe-negation no-unused-vars no-with
`);

/** The strict rules of typescript-eslint, with those that need types. */
export const strict = {
  ...errors(`
    no-array-constructor no-unused-expressions no-unused-vars no-useless-constructor no-var prefer-const
    prefer-rest-params prefer-spread
  `),
  ...errors(
    `
    await-thenable ban-ts-comment no-array-delete no-base-to-string no-confusing-void-expression no-deprecated
    no-duplicate-enum-values no-duplicate-type-constituents no-dynamic-delete no-empty-object-type no-explicit-any
    no-extra-non-null-assertion no-extraneous-class no-floating-promises no-for-in-array no-generated-empty-object-type
    no-implied-eval no-invalid-void-type no-meaningless-void-operator no-misused-new no-misused-promises
    no-misused-spread no-mixed-enums no-namespace no-non-null-asserted-nullish-coalescing
    no-non-null-asserted-optional-chain no-non-null-assertion no-redundant-type-constituents no-require-imports
    no-this-alias no-unnecessary-boolean-literal-compare no-unnecessary-condition no-unnecessary-template-expression
    no-unnecessary-type-arguments no-unnecessary-type-assertion no-unnecessary-type-constraint
    no-unnecessary-type-conversion no-unnecessary-type-parameters no-unsafe-argument no-unsafe-assignment
    no-unsafe-call no-unsafe-declaration-merging no-unsafe-enum-comparison no-unsafe-function-type
    no-unsafe-member-access no-unsafe-return no-unsafe-unary-minus no-useless-default-assignment
    no-wrapper-object-types only-throw-error prefer-as-const prefer-literal-enum-member prefer-namespace-keyword
    prefer-promise-reject-errors prefer-reduce-type-parameter prefer-return-this-type related-getter-setter-pairs
    require-await restrict-plus-operands restrict-template-expressions return-await triple-slash-reference
    unbound-method unified-signatures use-unknown-in-catch-callback-variable
  `,
    "typescript/",
  ),
};

/** Returns the named rules as errors. */
function errors(names: string, prefix = ""): Record<string, "error"> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [prefix + name, "error"]),
  );
}
