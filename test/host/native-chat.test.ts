import assert from "node:assert/strict";
import {
  CancellationTokenSource,
  commands,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelTextPart,
  lm,
  Uri,
  workspace,
} from "vscode";
import { type LocalServer, localServer, type SeenRequest } from "../support/http/local-server.ts";
import { sendJson, streamAll } from "../support/http/sse.ts";
import { configure, until } from "../support/vscode/in-host.ts";

const MODELS = ["alpha", "beta", "gamma"];
const ANSWER = "Use a timer that each call starts anew.";

/** What a blocking chat returns about its answer. */
interface ChatAnswer {
  readonly metadata?: { readonly chatId?: string; readonly runId?: string };
  readonly errorDetails?: { readonly message: string };
}

function ask(query: string, attachFiles: readonly Uri[] = []): Thenable<ChatAnswer | undefined> {
  return commands.executeCommand("workbench.action.chat.open", { query, attachFiles, blockOnResponse: true });
}

/** Returns the texts in a request to a model, one after another. */
function told({ body }: SeenRequest): string {
  return (body!["messages"] as { content: string }[]).map(({ content }) => content).join("\n");
}

describe("native chat", () => {
  let server: LocalServer;
  let hangs = false;

  before(async () => {
    server = await localServer(({ path, body }, response) => {
      if (path.endsWith("/models")) sendJson(response, 200, { data: MODELS.map((id) => ({ id })) });
      else if (!hangs) {
        const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => index);
        streamAll(
          response,
          choices.map((index) => ({ index, content: ANSWER, finish: "stop" })),
        );
      }
    });
    const endpoint = { name: "mine", kind: "openai", baseUrl: `${server.url}/v1`, models: MODELS };
    await configure("endpoints", [endpoint]);
    await commands.executeCommand("smcs.newChat");
  });

  after(async () => {
    await configure("endpoints", undefined);
    await server.close();
  });

  const asked = (): SeenRequest[] => server.seen.filter(({ path }) => path.endsWith("/chat/completions"));
  const modelOf = async (id: string): Promise<LanguageModelChat> => {
    const [model] = await lm.selectChatModels({ vendor: "smcs", id });
    assert.ok(model, `no model ${id}`);
    return model;
  };

  describe("as language models", () => {
    it("lists a model for each preset, and asks nobody for that", async () => {
      const before = server.seen.length;
      const models = await lm.selectChatModels({ vendor: "smcs" });
      assert.deepEqual(models.map(({ id }) => id).toSorted(), ["coding", "economy", "paper", "paper-32k"]);
      assert.ok(models.every(({ maxInputTokens }) => maxInputTokens > 0));
      assert.equal(server.seen.length, before);
    });

    it("answers by a whole run, with the turns before it", async () => {
      const before = asked().length;
      const model = await modelOf("coding");
      const messages = [
        LanguageModelChatMessage.User("What is debouncing?"),
        LanguageModelChatMessage.Assistant("Waiting for calm."),
        LanguageModelChatMessage.User("How do I write it?"),
      ];
      const response = await model.sendRequest(messages, {}, new CancellationTokenSource().token);
      let text = "";
      for await (const piece of response.text) text += piece;
      assert.equal(text, ANSWER);
      const requests = asked().slice(before);
      assert.ok(requests.length > MODELS.length, `${requests.length} requests are no run`);
      assert.ok(requests.every((request) => told(request).includes("Waiting for calm.")));
    });

    it("answers a turn that offers tools by one model alone", async () => {
      const before = asked().length;
      const model = await modelOf("coding");
      const tools = [{ name: "read_file", description: "Reads a file.", inputSchema: { type: "object" } }];
      const question = [LanguageModelChatMessage.User("How do I write it?")];
      const response = await model.sendRequest(question, { tools }, new CancellationTokenSource().token);
      let text = "";
      for await (const piece of response.text) text += piece;
      assert.equal(text, ANSWER);
      assert.equal(asked().length, before + 1);
    });

    it("estimates tokens", async () => {
      const model = await modelOf("coding");
      assert.equal(await model.countTokens("x".repeat(400)), 100);
    });
  });

  describe("as the tool smcs_ask", () => {
    it("answers, and says who did", async () => {
      const input = { question: "How do I debounce?", preset: "economy" };
      const { content } = await lm.invokeTool("smcs_ask", { input, toolInvocationToken: undefined });
      const texts = content.map((part) => (part instanceof LanguageModelTextPart ? part.value : ""));
      assert.equal(texts[0], ANSWER);
      assert.match(texts[1] ?? "", /alpha/);
    });

    it("refuses a preset that does not exist", async () => {
      const input = { question: "How do I debounce?", preset: "best" };
      await assert.rejects(
        Promise.resolve(lm.invokeTool("smcs_ask", { input, toolInvocationToken: undefined })),
        /no preset best/,
      );
    });
  });

  describe("as @smcs", () => {
    it("answers, goes on with its own turns, and keeps them as one chat", async () => {
      await commands.executeCommand("workbench.action.chat.newChat");
      const first = await ask("@smcs How do I debounce a function?");
      assert.equal(first?.errorDetails, undefined);
      assert.ok(first?.metadata?.chatId, JSON.stringify(first));
      const before = asked().length;
      const second = await ask("@smcs And how do I cancel it?");
      assert.equal(second?.metadata?.chatId, first.metadata.chatId);
      const [request] = asked().slice(before);
      assert.ok(request);
      assert.match(told(request), /How do I debounce a function\?/);
      assert.match(told(request), /timer that each call/);
    });

    it("sends along what is attached, and asks nobody where that cannot be read", async () => {
      const folder = workspace.workspaceFolders?.[0]?.uri;
      assert.ok(folder);
      const [small, large] = ["timer.ts", "large.ts"].map((name) => Uri.joinPath(folder, name));
      assert.ok(small && large);
      await workspace.fs.writeFile(small, Buffer.from("export const timerOfTheTest = 1;"));
      await workspace.fs.writeFile(large, Buffer.alloc(1024 * 1024 + 1, "x"));
      const before = asked().length;
      await ask("@smcs What is that file for?", [small]);
      assert.match(told(asked()[before] as SeenRequest), /timer\.ts\n```\w*\nexport const timerOfTheTest = 1;/);
      const after = asked().length;
      const refused = await ask("@smcs And that one?", [large]);
      assert.match(refused?.errorDetails?.message ?? "", /large\.ts is 1\.0 MB/);
      assert.equal(asked().length, after);
    });

    it("says why, without asking a model", async () => {
      const before = asked().length;
      const why = await ask("@smcs /why");
      assert.deepEqual([why?.errorDetails, typeof why?.metadata?.runId], [undefined, "string"]);
      assert.equal(asked().length, before);
    });

    it("opens its run in the panel, and takes a preset from its command", async () => {
      const answer = await ask("@smcs /economy How do I throttle a function?");
      const { chatId, runId } = answer?.metadata ?? {};
      await commands.executeCommand("smcs.native.openRun", chatId, runId);
      const run = await commands.executeCommand<{ asked: { conversation: unknown[] } }>("smcs.ask", "And then?");
      // The opened chat had four turns.
      assert.equal(run.asked.conversation.length, 8);
      await commands.executeCommand("smcs.newChat");
    });

    it("says what to do while nobody would answer", async () => {
      const endpoints = workspace.getConfiguration("smcs").get("endpoints");
      await configure("endpoints", []);
      await commands.executeCommand("workbench.action.chat.newChat");
      const answer = await ask("@smcs How do I debounce a function?");
      await configure("endpoints", endpoints);
      assert.match(answer?.errorDetails?.message ?? "", /No endpoint/);
    });
  });

  describe("with VS Code's own models in the pool", () => {
    it("never asks its own: they are no members", async () => {
      const endpoints = workspace.getConfiguration("smcs").get("endpoints");
      const editor = { name: "editor", kind: "vscode", models: "*" };
      await configure("endpoints", [editor]);
      const run = await commands.executeCommand<{ outcome: string; warnings: string[] }>("smcs.ask", "Who is there?");
      await configure("endpoints", endpoints);
      assert.equal(run.outcome, "failed");
      assert.ok(run.warnings.some((warning) => /VS Code offers no language model/.test(warning)));
      await commands.executeCommand("smcs.newChat");
    });
  });

  it("is stopped by whoever asked", async () => {
    const model = await modelOf("coding");
    hangs = true;
    const before = asked().length;
    const stop = new CancellationTokenSource();
    const answered = Promise.resolve(
      model.sendRequest([LanguageModelChatMessage.User("How do I stop?")], {}, stop.token),
    ).then(async (response) => {
      for await (const piece of response.text) assert.fail(piece);
    });
    await until("a model is asked", () => asked().length > before);
    stop.cancel();
    await answered.catch(() => undefined);
    await server.clientGone;
    hangs = false;
  });
});
