import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, merged, three } from "../../../test/support/core/collaboration.ts";
import { play } from "../../../test/support/panel/system-runs.ts";
import type { Step } from "../../../test/support/core/scripted-model.ts";
import type { ModelProbe } from "../../probe/testing/index.ts";
import { ChatError } from "../../core/errors.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { type DiagnosticsFacts, diagnosticsReport } from "./diagnostics-report.ts";
import { textsOf } from "./recent-runs.ts";
import { redacted } from "./redacted.ts";

// Everything that the report must not contain, each with a mark of its own.
const marks = {
  key: "MARK-key-0123",
  header: "MARK header value",
  host: "mark-gpu-01.mark-corp.example",
  home: "/home/markuser",
  windowsHome: String.raw`C:\Users\Mark User`,
  file: "mark-secrets.ts",
  question: "Why does MARK's invoice total come out wrong for Ümläut GmbH?",
  context: "const markTotal = computeMark(invoice, discount, 'MARKPRICE');",
  reply: "Because MARK rounds every single position before adding them up.",
};
const { key, header, host, home, windowsHome, file, question, context, reply } = marks;

const settings = parseSettings({
  "smcs.endpoints": [
    {
      name: "office",
      kind: "vllm",
      baseUrl: `http://${host}:8000/mark-team/v1`,
      headers: { "X-Team": header },
      models: ["Qwen/Qwen3-32B", `${home}/models/mark.gguf`],
      proxy: `http://${host}:3128`,
      caFile: `${home}/mark-ca.pem`,
    },
    { name: "router", kind: "openrouter", models: ["qwen/qwq-32b"] },
    { name: "laptop", kind: "openai", baseUrl: "http://127.0.0.1:11434/v1", models: "*", enabled: false },
  ],
  "smcs.bank.location": `${home}/mark bank`,
});

const said = `Input "${question}" with ${context.slice(6, 50)} is too long; Bearer ${key}, ${header}`;
const failing: Step = () =>
  Promise.reject(
    new ChatError(`office/Qwen at http://${host}:8000/mark-team/v1: HTTP 400 (${said}). Shorten ${file}.`, {
      kind: "rejected",
      model: "office/Qwen",
    }),
  );
const asked = { text: question, context: [{ label: `src/${file}`, text: context }], conversation: [] };
const replying: Step = (request, onDelta, signal) =>
  three.a(request, onDelta, signal).then((answered) => {
    return { ...answered, choices: answered.choices.map((choice) => ({ ...choice, text: reply })) };
  });
const { record } = await collaborate([replying, three.b, failing], merged, { run: { question: asked } });

const facts: DiagnosticsFacts = {
  at: "2026-07-31T10:15:30.000Z",
  versions: { extension: "1.2.3", editor: "Code 1.106.0", system: "linux x64 6.8.0", node: "22.20.0" },
  mode: "endpoints",
  settings,
  problem: null,
  endpoints: settings.endpoints.map((endpoint) => ({ endpoint, hasKey: endpoint.name === "office" })),
  probes: [],
  bank: {
    space: "built-in/feature-hashing-384/2",
    embedder: "Built-in embedder",
    questions: 300,
    sources: 4,
    domains: 3,
    evaluatedModels: 15,
    configuredModels: 3,
    knownModels: 1,
    losses: 0,
  },
  runs: [record, (await play("majority-voting")).record],
  log: [
    `[warning] c: office/Qwen at http://${host}:8000/mark-team/v1: HTTP 400 (${said})`,
    `[error] ENOENT: no such file or directory, open '${home}/My Mark Project/${file}'`,
    `[error] The chat could not be saved in ${home}/.config/Mark Code/chats/1.jsonl: EACCES`,
    `[error] ${windowsHome}\\Documents\\Mark Bank\\journal.log: EBUSY`,
    `[error] getaddrinfo ENOTFOUND ${host}`,
    `[error] file://${home}/${file} and vscode-remote://ssh-remote+mark-corp${home}/x; mark.user@mark-corp.example at 10.20.30.40`,
    `[error] invalid JSON near ${JSON.stringify(reply)}`,
    `[info] ${windowsHome.toLowerCase()}\\mark.txt, D:\\mark\\a.bin, \\\\markserver\\share\\mark, ~/mark/notes and ./mark-notes.md`,
    "[error] Incorrect API key provided: sk-proj-markmarkmarkmark1234. markuser, see https://openrouter.ai/api/v1/key.",
  ].join("\n"),
};

const report = redacted(diagnosticsReport(facts), {
  secrets: [key, header],
  texts: [record].flatMap(textsOf),
  folders: [home, windowsHome],
  names: [host, "markuser"],
});

describe("the diagnostics report", () => {
  it("holds nothing that is marked as private", () => {
    for (const [what, mark] of Object.entries(marks)) assert.ok(!report.includes(mark), `${what} in\n${report}`);
    const left = [...report.matchAll(/.{0,40}mark.{0,40}/gi)].map(([found]) => found);
    assert.deepEqual(left, []);
  });

  it("holds no part of a question or a reply that was quoted in pieces", () => {
    for (const text of [question, context, reply]) {
      for (let at = 0; at + 26 < text.length; at++) assert.ok(!report.includes(text.slice(at, at + 26)));
    }
  });

  it("tells what helps: versions, kinds, limits, what failed and how", () => {
    for (const line of [
      "- editor: Code 1.106.0",
      "- office: vllm, http://[public host]:8000/…/v1, key stored, 1 headers, own certificates, proxy http://[public host]:3128",
      "- router: openrouter, https://openrouter.ai/api/v1, no key, 0 headers",
      "- laptop: openai, http://[this machine]:11434/v1, disabled, no key, 0 headers",
      "  - Qwen/Qwen3-32B, [path]",
      "- bankLocation: set",
      "- referencers: 3",
      "- questions: 300",
    ]) {
      assert.ok(report.includes(line), `${line}\nin\n${report}`);
    }
    assert.match(report, /- run \(smcs, simulated\): done after 0\.0 s, 2 of 3 answered, 4 of 4 merged, a winner/);
    assert.match(report, /- run \(majority-voting, simulated\): done .*, 5 of 5 answered, 5 of 5 compared, a winner/);
    assert.match(report, /- system: smcs/);
    assert.match(report, /office\/Qwen at http:\/\/\[public host\]:8000\/…\/v1: HTTP 400 \(/);
    assert.match(report, /getaddrinfo ENOTFOUND \[name\]/);
    assert.match(report, /see https:\/\/openrouter\.ai\/api\/v1\/key/);
  });

  it("says what is wrong with settings that cannot be used, and how a tested model did", () => {
    const probe: ModelProbe = {
      endpoint: "office",
      model: "Qwen3-32B",
      kind: "vllm",
      origin: "http://x",
      testedAt: facts.at,
      outcome: "partly",
      streaming: true,
      logprobs: "refused",
      choices: "given",
      thinking: null,
      embeddings: null,
      contextTokens: 32_768,
      prices: null,
      firstTokenMs: 120,
      costUsd: null,
      refusedFields: [],
      notes: ["Log-probabilities | are refused."],
    };
    const text = diagnosticsReport({
      ...facts,
      settings: null,
      problem: "smcs.tolerance: must be at most 1.",
      probes: [probe],
    });
    assert.match(text, /- problem: smcs\.tolerance: must be at most 1\./);
    assert.match(
      text,
      /\| office\/Qwen3-32B \| partly \| refused \|.*\| 32,768 \|.*Log-probabilities \\\| are refused\./,
    );
  });
});
