/** Makes what a model is sent fit into its context beside the reply. */
export { fitMessages } from "./fit-messages.ts";
export { fitReply } from "./fit-reply.ts";
