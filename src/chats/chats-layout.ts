import path from "node:path";

/** Valid ids of chats; nothing else can become part of a path. */
const ID = /^[\w-]{1,100}$/;

/** The files and folders of all chats. */
export interface ChatsLayout {
  /** A file for each chat: the only place with data that cannot be derived. */
  readonly chats: string;
  /** The list of chats, derived from their files. */
  readonly index: string;
  /** A file for each chat with its questions and replies, for searching; derived, too. */
  readonly texts: string;
  /** Recently removed chats. */
  readonly trash: string;
  /** The runs' own files. */
  readonly runs: string;
}

/** Returns the layout under the extension's own folder. */
export function chatsLayout(storageFolder: string): ChatsLayout {
  const chats = path.join(storageFolder, "chats");
  return {
    chats,
    index: path.join(chats, "index.json"),
    texts: path.join(chats, "texts"),
    trash: path.join(chats, "trash"),
    runs: path.join(storageFolder, "runs"),
  };
}

/**
 * Returns the file of a chat.
 *
 * @throws Error for an invalid id
 */
export function fileOfChat({ chats }: ChatsLayout, id: string): string {
  if (!ID.test(id)) throw new Error(`${JSON.stringify(id)} names no chat. Choose one from the history.`);
  return path.join(chats, `${id}.jsonl`);
}

/** Returns the chat that a file of the chats' folder holds; null for any other file. */
export function chatOfFile(name: string): string | null {
  const id = name.endsWith(".jsonl") ? name.slice(0, -".jsonl".length) : "";
  return ID.test(id) ? id : null;
}
