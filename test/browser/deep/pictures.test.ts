import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { expect } from "../../support/expect.ts";
import { type ModelsServer, modelsServer } from "../../support/http/models-server.ts";
import { PanelSteps } from "../../support/vscode/panel-steps.ts";
import { useWindow } from "../../support/vscode/use-window.ts";

const QUESTION = "What is wrong with this page?";
const NAME = "page.png";

/** A request's model, and the parts of its last message. */
interface Asked {
  readonly model: string;
  readonly pictures: readonly string[];
}

/** A user shows a picture to models, one of which cannot see. */
describe("a picture in a window", () => {
  let models: ModelsServer;

  before(async () => {
    models = await modelsServer(["sees", "sees-too", "blind"], () => "The button hides the text.");
  });

  const vscode = useWindow(() => ({
    settings: {
      "smcs.endpoints": [
        {
          name: "mine",
          kind: "openai",
          baseUrl: models.url,
          models: [{ id: "sees", vision: true }, { id: "sees-too", vision: true }, "blind"],
        },
      ],
    },
  }));
  const panel = new PanelSteps(vscode, true);

  after(async () => {
    await models.close();
  });

  /** Pastes a picture like a screenshot from the clipboard. */
  const paste = async (): Promise<void> => {
    await panel.box.evaluate(async (box) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 200 });
      const context = canvas.getContext("2d");
      if (context !== null) context.fillStyle = "teal";
      context?.fillRect(20, 20, 200, 100);
      const blob = await new Promise<Blob | null>((resolve) => {
        canvas.toBlob(resolve);
      });
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob ?? ""], "page.png", { type: "image/png" }));
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    });
    await panel.button(`Remove ${NAME}`).waitFor();
  };

  /** Returns the requests since the last call. */
  let read = 0;
  const asked = (): Asked[] => {
    const requests = models.seen.filter(({ path }) => path.endsWith("/chat/completions"));
    const fresh = requests.slice(read);
    read = requests.length;
    return fresh.map(({ body }) => {
      const messages = body?.["messages"] as readonly { readonly content: unknown }[];
      const parts = messages.at(-1)?.content;
      const images = Array.isArray(parts) ? parts.filter(({ type }) => type === "image_url") : [];
      const pictures = images.map(({ image_url: { url } }) => String(url));
      return { model: String(body?.["model"]), pictures };
    });
  };

  it("goes to the models that see, which is said, and to no other", async () => {
    await panel.show();
    await paste();
    await vscode.workbench.screenshot("picture-1-attached");
    await panel.ask(QUESTION);
    const requests = asked();
    assert.ok(requests.length >= 3, "two answers at least, and what merges them");
    for (const { model, pictures } of requests) {
      assert.notEqual(model, "blind");
      assert.match(pictures.join(), /^data:image\/png;base64,iVBORw0KGgo[\w+/=]+$/);
    }
    await expect(panel.button(`Remove ${NAME}`)).toHaveCount(0);
    await expect(panel.last.getByRole("list", { name: "Attached" })).toHaveText(NAME);
    await panel.last
      .getByText(/1 note|notes/i)
      .first()
      .click();
    await panel.last.getByText("1 model is left out: it does not see pictures (blind).").waitFor();
    await vscode.workbench.screenshot("picture-2-answered");
  });

  it("is there when the question is asked again after a reload", async () => {
    await vscode.workbench.reload();
    await panel.show();
    await panel.answered(QUESTION);
    asked();
    await panel.last.getByRole("button", { name: "Ask Again" }).click();
    await expect.poll(() => models.asked()).toBeGreaterThanOrEqual(read + 3);
    await panel.answered(QUESTION);
    const requests = asked();
    assert.ok(requests.length >= 3);
    assert.ok(requests.every(({ pictures }) => pictures.length === 1));
  });

  it("stays with the user where no model sees it, and nothing is asked", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("SMCS: New Chat");
    await workbench.runCommand("SMCS: Use Demo Models");
    await panel.show();
    await panel.demo.waitFor();
    await paste();
    await panel.send("How do I debounce a function in TypeScript?");
    await expect(panel.frame.getByRole("alert")).toContainText("No model here sees pictures");
    await panel.button(`Remove ${NAME}`).waitFor();
    await expect(panel.box).toHaveValue("How do I debounce a function in TypeScript?");
    await workbench.screenshot("picture-3-nobody-sees");
    assert.deepEqual(asked(), []);
  });
});
