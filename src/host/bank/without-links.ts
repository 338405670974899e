/**
 * A message with others' words in it, for a notification: VS Code makes a link of `[label](command:...)` there, and runs
 * the command when it is clicked.
 */
export function withoutLinks(message: string): string {
  return message.replaceAll("](", "] (");
}
