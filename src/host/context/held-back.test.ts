import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Uri } from "vscode";
import { heldBack, mayHoldKeys } from "./held-back.ts";

describe("a file that goes along only alone", () => {
  it("is one that by its name may hold keys", () => {
    const secret = [
      ".env .ENV .env.local prod.env .envrc id_rsa id_ed25519 server.pem tls.key store.p12 .npmrc _netrc .git-credentials",
      "credentials credentials.json aws-credentials.ini secrets.yaml app.secret service-account-prod.json x.tfstate",
    ];
    for (const name of secret.join(" ").split(" ")) {
      assert.ok(mayHoldKeys(name), name);
      assert.ok(mayHoldKeys(`a/b/${name}`), name);
    }
    const plain =
      ".env.example .env.sample env.ts environment.env.ts id_rsa.pub keys.ts secrets.ts credentials.py key a/.env/x";
    for (const name of plain.split(" ")) assert.equal(mayHoldKeys(name), false, name);
  });

  describe("by its place", () => {
    let folder: string;
    const at = (...names: readonly string[]): string => path.join(folder, ...names);
    const uri = (file: string): Uri => ({ scheme: "file", path: file, fsPath: file }) as Uri;
    const reason = (file: string, root = "work"): Promise<string | null> => heldBack(uri(at(file)), [uri(at(root))]);

    before(async () => {
      folder = await realpath(await mkdtemp(path.join(tmpdir(), "smcs-held-back-")));
      await mkdir(at("work", "src"), { recursive: true });
      await mkdir(at("home"));
      await mkdir(at("work", "..odd"));
      for (const file of ["home/token.txt", "work/src/a.ts", "work/.env", "work/..odd/b.ts"])
        await writeFile(at(file), "x");
      const links = [
        ["work/notes.txt", "home/token.txt"],
        ["work/docs", "home"],
        ["work/a-again.ts", "work/src/a.ts"],
        ["work/plain.txt", "work/.env"],
        ["work/gone.txt", "home/gone.txt"],
        ["by-link", "work"],
      ] as const;
      for (const [from, to] of links) await symlink(at(to), at(from));
    });

    after(() => rm(folder, { recursive: true, force: true }));

    it("is one that a link out of the folder leads to", async () => {
      assert.equal(await reason("work/notes.txt"), "outside");
      assert.equal(await reason("work/docs/token.txt"), "outside");
      assert.equal(await reason("work/plain.txt"), "secret");
    });

    it("is none that lies in the folder, however that is reached", async () => {
      for (const file of ["work/src/a.ts", "work/a-again.ts", "work/..odd/b.ts", "work/gone.txt"])
        assert.equal(await reason(file), null, file);
      assert.equal(await reason("by-link/src/a.ts", "by-link"), null);
    });
  });
});
