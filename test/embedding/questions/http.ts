import { lines, type WrittenQuestion } from "../written-question.ts";

export const http: readonly WrittenQuestion[] = [
  {
    text: "fetch in the browser fails with a CORS error, curl on the same URL gets the JSON without complaint. Which side has to be fixed?",
    typos: { browser: "broswer", complaint: "compalint", fixed: "fixde" },
  },
  {
    text: "PUT or PATCH in a REST API if clients only send the fields that have changed?",
    typos: { clients: "cleints", fields: "feilds" },
  },
  {
    text: "Which HTTP status should an endpoint reply with if the body is well-formed but violates a business rule, like a booking that ends before it begins: 400, 409, 422? Our mobile people want just one for all of that, the partner team wants to tell them apart.",
    typos: { endpoint: "endpiont", violates: "voilates", booking: "bookign", status: "staus" },
  },
  {
    text: "About one HTTP request in a thousand from our Go client dies with `connection reset by peer`, and only if the connection had been idle for a minute or more. Load balancer closing keep-alives before we do?",
    typos: { client: "cleint", connection: "conection", balancer: "balacner" },
  },
  {
    text: "Where would you put the version of a public REST API, in the path or in the Accept header?",
    typos: { version: "verison", public: "pulbic", header: "haeder" },
  },
  {
    text: lines(
      "The webhook's HMAC signature never matches. Is it because the body has been parsed already by the time I hash it?",
      "",
      "```js",
      "app.use(express.json());",
      'app.post("/hooks/pay", (req, res) => {',
      "  const mine = sign(JSON.stringify(req.body), secret);",
      '  if (mine !== req.get("X-Signature")) return res.sendStatus(401);',
      "  res.sendStatus(204);",
      "});",
      "```",
    ),
    typos: { webhook: "webhok", signature: "signatrue", already: "alredy" },
  },
  {
    text: "python requests: send a 4 GB file as multipart/form-data without reading all of it first",
    typos: { requests: "requsets", multipart: "mulitpart", without: "wihtout" },
  },
  {
    text: "A single-page app is open in three tabs. The access token runs out, all three get a 401 in the same instant and each goes off to refresh. The first wins; the others present a refresh token that's already been rotated and the user is thrown out. How is this normally solved?",
    typos: { access: "acess", token: "tokne", refresh: "refersh", rotated: "roatted" },
  },
  {
    text: "nginx gives 502 for users with many cookies, log says `upstream sent too big header`. Which buffer do I raise?",
    typos: { cookies: "cookeis", buffer: "bufer", raise: "riase" },
  },
  {
    text: "Can I safely send a POST request again after it timed out? I've heard of idempotency keys, but what does the server have to remember for them, and for how long?",
    typos: { safely: "safley", idempotency: "idempotecny", server: "sevrer" },
  },
  {
    text: "Cursor or page number for a public listing endpoint, where entries are added at the top all day long?",
    typos: { Cursor: "Curosr", listing: "litsing", entries: "entires" },
  },
  {
    text: "Server-sent events from FastAPI reach the client in one lump after 30 seconds. Content type is `text/event-stream`. Without the ingress in between they trickle in nicely, so what must the response say to stop proxies from buffering?",
    typos: { events: "evnets", response: "respones", proxies: "proxeis", buffering: "bufering" },
  },
];
