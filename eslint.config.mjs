import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** Imports point one way: core <- adapters, evaluation, demo <- host, cli; panel <- protocol <- core. */
const layers = {
  core: ["adapters", "statistics", "evaluation", "selection-study", "benchmark", "demo", "protocol", "host", "cli"],
  protocol: ["adapters", "statistics", "evaluation", "selection-study", "benchmark", "demo", "host", "cli"],
  statistics: ["adapters", "evaluation", "selection-study", "benchmark", "demo", "protocol", "host", "cli"],
  adapters: ["statistics", "evaluation", "selection-study", "benchmark", "demo", "protocol", "host", "cli"],
  demo: ["statistics", "evaluation", "selection-study", "benchmark", "protocol", "host", "cli"],
  evaluation: ["statistics", "selection-study", "benchmark", "demo", "protocol", "host", "cli"],
  "selection-study": ["evaluation", "benchmark", "demo", "protocol", "host", "cli"],
  benchmark: ["selection-study", "protocol", "host", "cli"],
  cli: ["protocol", "host"],
  host: ["selection-study", "benchmark", "cli"],
};

const vscodeBan = { name: "vscode", message: "Only src/host knows the editor." };

const boundaries = Object.entries(layers).map(([layer, banned]) => ({
  files: [`src/${layer}/**/*.ts`],
  ignores: ["**/*.test.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        paths: layer === "host" ? [] : [vscodeBan],
        patterns: [
          { group: banned.map((name) => `**/${name}/**`), message: `${layer} must not import upward.` },
          ...(layer === "core" ? [{ group: ["node:*"], message: "The core does no I/O." }] : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ["dist", "out", ".vscode-test", "test-results", "stubs", "src/core/ambient.d.ts"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ["./tsconfig.json", "./tsconfig.panel.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "max-lines": ["error", 400],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    // node:test's describe and it return promises that the runner itself awaits.
    files: ["**/*.test.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Chance comes from a RandomSource." },
        { object: "Date", property: "now", message: "Time comes from a Clock." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date']", message: "Time comes from a Clock." },
      ],
    },
  },
  ...boundaries,
  {
    files: ["media/panel/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
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
          patterns: [{ group: ["**/src/*/**", "!**/src/protocol/**"], message: "The panel knows the protocol only." }],
        },
      ],
    },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly" } } },
);
