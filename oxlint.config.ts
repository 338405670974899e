import path from "node:path";
import { defineConfig } from "oxlint";
import { recommended, recommendedForJavaScript, strict } from "./lint/rules.ts";

const vscodeBan = { name: "vscode", message: "Only src/host knows the editor." };

export default defineConfig({
  ignorePatterns: ["node_modules", "dist", "out", ".vscode-test", "test-results", "stubs", "src/core/ambient.d.ts"],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  plugins: ["typescript"],
  jsPlugins: ["lint/rooms.ts", "lint/tests.ts"].map((file) => path.join(import.meta.dirname, file)),
  categories: { correctness: "off" },
  rules: {
    ...recommended,
    "no-irregular-whitespace": ["error", { skipJSXText: false, skipRegExps: false, skipTemplates: false }],
  },
  overrides: [
    {
      files: ["**/*.ts", "**/*.tsx"],
      rules: {
        ...strict,
        "rooms/door": "error",
        "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
        "typescript/ban-ts-comment": ["error", { minimumDescriptionLength: 10 }],
        "typescript/restrict-plus-operands": [
          "error",
          {
            allowAny: false,
            allowBoolean: false,
            allowNullish: false,
            allowNumberAndString: false,
            allowRegExp: false,
          },
        ],
        "typescript/restrict-template-expressions": ["error", { allowNumber: true }],
        "typescript/return-await": ["error", "error-handling-correctness-only"],
        "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
        "typescript/consistent-type-imports": "error",
        "max-lines": ["error", 400],
        eqeqeq: ["error", "always", { null: "ignore" }],
      },
    },
    {
      files: ["**/*.test.ts"],
      rules: {
        // The promises of describe and it are awaited by the runner itself.
        "typescript/no-floating-promises": [
          "error",
          {
            allowForKnownSafeCalls: [
              { from: "package", package: "node:test", name: ["describe", "it", "test", "suite"] },
            ],
          },
        ],
        "typescript/no-non-null-assertion": "off",
        "tests/no-only": "error",
      },
    },
    {
      files: ["src/core/**/*.ts"],
      rules: {
        "no-restricted-globals": ["error", { name: "Date", message: "Time comes from a Clock." }],
        "no-restricted-properties": [
          "error",
          { object: "Math", property: "random", message: "Chance comes from a RandomSource." },
        ],
      },
    },
    {
      // Text of others reaches the terminal by one door, which shows control characters as marks.
      files: ["src/{terminal,command-line,cli,lab}/**/*.ts"],
      excludeFiles: ["src/terminal/terminal.ts", "src/cli/bootstrap.ts"],
      rules: {
        "no-console": "error",
        "no-restricted-properties": [
          "error",
          { object: "process", property: "stdout", message: "Print through src/terminal/index.ts." },
          { object: "process", property: "stderr", message: "Print through src/terminal/index.ts." },
        ],
      },
    },
    {
      // So does it reach the editor's messages and lists.
      files: ["src/host/**/*.ts"],
      excludeFiles: ["src/host/messages.ts"],
      rules: {
        "no-restricted-properties": [
          "error",
          ...["showErrorMessage", "showInformationMessage", "showQuickPick", "showWarningMessage"].map((property) => {
            return { object: "window", property, message: "Call the function of src/host/messages.ts." };
          }),
        ],
      },
    },
    {
      files: ["src/**/*.ts"],
      excludeFiles: ["**/*.test.ts"],
      rules: { "rooms/order": "error" },
    },
    {
      files: ["src/**/*.ts"],
      excludeFiles: ["**/*.test.ts", "src/host/**", "src/core/**"],
      rules: { "no-restricted-imports": ["error", { paths: [vscodeBan] }] },
    },
    {
      files: ["src/core/**/*.ts"],
      excludeFiles: ["**/*.test.ts"],
      rules: {
        "no-restricted-imports": [
          "error",
          { paths: [vscodeBan], patterns: [{ group: ["node:*"], message: "The core does no I/O." }] },
        ],
      },
    },
    {
      files: ["media/panel/**/*.{ts,tsx}"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            paths: [
              vscodeBan,
              {
                name: "preact/hooks",
                importNames: ["useId"],
                message: "It gives an id twice when components are added later: useUniqueId does not.",
              },
            ],
            patterns: [
              {
                group: [
                  "**/src/*/**",
                  "!**/src/protocol/**",
                  "!**/src/core/*.ts",
                  "!**/src/core/{record,conversation}/**",
                ],
                message:
                  "The panel knows the protocol, records and conversations, and what all rooms of the core share.",
              },
            ],
          },
        ],
      },
    },
    {
      files: ["test/browser/**/*.ts", "test/host/**/*.ts", "test/support/{panel,vscode}/**/*.ts"],
      rules: { "tests/no-single-look": "error" },
    },
    { files: ["test/{browser,host}/**/*.test.ts"], rules: { "tests/no-fixed-sleep": "error" } },
    {
      files: ["**/*.mjs"],
      globals: { console: "readonly", process: "readonly" },
      rules: { ...recommendedForJavaScript, "no-unused-vars": ["error", { vars: "all" }] },
    },
  ],
});
