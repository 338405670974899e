import { redirect, sendFromStorage, storageTag } from "../support/http/model-hub.ts";
import { cutAfter, type Fault, sendBeginning } from "./fault.ts";

const CONFIG = "hub config.json";
const WEIGHTS = "hub onnx/model_quantized.onnx";
const STORED = "storage onnx/model_quantized.onnx";
const PAGE = "<!doctype html><title>Welcome to our hotel</title>";

const SHORT_MS = 1000;

/** Makes the server of large files report that it is busy, a number of times. */
function busy(status: number, times = Infinity, headers = {}): Pick<Fault, "where" | "answer"> {
  const answer: Fault["answer"] = ({ nth, response }) =>
    nth > times ? false : response.writeHead(status, headers).end("busy");
  return { where: STORED, answer };
}

/** The faults between a hub and the disk. */
export const faults: readonly Fault[] = [
  {
    name: "no such model",
    where: CONFIG,
    answer: ({ response }) => {
      response.writeHead(401, { "x-error-code": "RepoNotFound" }).end();
    },
    sees: /config\.json from 127\.0\.0\.1:\d+: there is no such model\. Correct smcs\.embedding\.model\./,
  },
  {
    name: "a model behind a licence",
    where: CONFIG,
    answer: ({ response }) => {
      response.writeHead(403, { "x-error-code": "GatedRepo" }).end();
    },
    sees: /access is denied \(HTTP 403\)\. The model may be private.*smcs\.embedding\.modelFolder/,
  },
  {
    name: "one file missing",
    where: "hub tokenizer.json",
    answer: ({ response }) => {
      response.writeHead(404, { "x-error-code": "EntryNotFound" }).end();
    },
    sees: /tokenizer\.json from .*: the hub has no such file \(HTTP 404\)/,
  },
  {
    name: "no ONNX weights",
    where: WEIGHTS,
    answer: ({ response }) => {
      response.writeHead(404).end();
    },
    sees: /onnx\/model_quantized\.onnx or onnx\/model\.onnx from .*no such file.*Choose a model with ONNX files/,
  },
  { name: "503, then fine", ...busy(503, 1), sees: null, requests: 2 },
  { name: "503 always", ...busy(503), sees: /overloaded or broken \(HTTP 503\)\. Try again later/, requests: 3 },
  { name: "429 with a short wait", ...busy(429, 2, { "retry-after": "0.01" }), sees: null, requests: 3 },
  { name: "429 for an hour", ...busy(429, 9, { "retry-after": "3600" }), sees: /\(HTTP 429\)/ },
  { name: "400", ...busy(400), sees: /onnx\/model_quantized\.onnx from .*: it refuses \(HTTP 400\)\. Try again later/ },
  {
    name: "a hang before the answer",
    where: WEIGHTS,
    answer: () => undefined,
    limits: { firstByteMs: SHORT_MS },
    sees: /model_quantized\.onnx from .*: no answer within 1 s\. Try again later.*set http\.proxy/,
  },
  {
    name: "a hang in the middle, then fine",
    where: STORED,
    answer: (asked) => {
      if (asked.nth > 1) return false;
      sendBeginning(asked, 1000);
      return true;
    },
    limits: { idleMs: SHORT_MS },
    sees: null,
    requests: 2,
  },
  {
    name: "a hang in the middle, always",
    where: STORED,
    answer: (asked) => {
      sendBeginning(asked, 1000);
    },
    limits: { idleMs: SHORT_MS },
    sees: /nothing came for 1 s/,
    requests: 3,
  },
  {
    name: "a web page with status 200",
    where: CONFIG,
    answer: ({ response }) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    },
    sees: /a web page came instead of the file\. If this network wants a login in the browser first/,
  },
  {
    name: "a web page that calls itself a file",
    where: STORED,
    answer: ({ response }) => {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(PAGE);
    },
    sees: /bytes came of 300\d+/,
    requests: 3,
  },
  {
    name: "a web page in place of a small file",
    where: CONFIG,
    answer: ({ response }) => {
      response.writeHead(200, { "content-type": "application/json" }).end(`\ufeff\n${PAGE}`);
    },
    sees: /it is a web page, not a file of a model/,
  },
  {
    name: "JSON that ends in the middle",
    where: "hub tokenizer.json",
    answer: ({ content, response }) => {
      response.writeHead(200, { "content-type": "application/json" }).end(content.subarray(0, 20));
    },
    sees: /tokenizer\.json from .*: the download cannot be used: it is not JSON, or incomplete/,
  },
  {
    name: "weights that are none",
    where: WEIGHTS,
    answer: ({ response }) => {
      response.writeHead(200).end(Buffer.alloc(2000, "PyTorch"));
    },
    sees: /it is not an ONNX model, or incomplete/,
  },
  {
    name: "cut in the middle, then the rest",
    where: STORED,
    answer: (asked) => {
      if (asked.nth === 1) cutAfter(asked, 1000, { etag: storageTag(asked.content) });
      else if (asked.request.headers.range === "bytes=1000-") sendFromStorage(asked);
      else asked.response.writeHead(400).end();
    },
    sees: null,
    requests: 2,
  },
  {
    name: "cut in the middle, no going on",
    where: STORED,
    answer: (asked) => {
      if (asked.nth < 3) cutAfter(asked, 1000);
      else if (asked.request.headers.range === undefined) sendFromStorage(asked);
      else asked.response.writeHead(400).end();
    },
    sees: null,
    requests: 3,
  },
  {
    name: "cut in the middle, and the rest of another version",
    where: STORED,
    answer: (asked) => {
      if (asked.nth > 1) return false;
      cutAfter(asked, 1000, { etag: '"an older one"' });
      return true;
    },
    sees: null,
    requests: 2,
  },
  {
    name: "cut, and another place is gone on from",
    where: STORED,
    answer: (asked) => {
      const { nth, response, content } = asked;
      if (nth === 1) {
        cutAfter(asked, 1000, { etag: '"one"' });
        return true;
      }
      if (nth > 2) return false;
      response.writeHead(206, { "content-range": `bytes 5-${content.length - 1}/${content.length}` });
      response.end(content.subarray(5));
      return true;
    },
    sees: null,
    requests: 3,
  },
  {
    name: "cut always",
    where: STORED,
    answer: (asked) => {
      cutAfter(asked, 1000);
    },
    sees: /the connection broke off \(UND_ERR_SOCKET\)\. Try again later/,
    requests: 3,
  },
  {
    name: "shorter than the hub says, without a length",
    where: STORED,
    answer: ({ content, response }) => {
      response.writeHead(200, { "transfer-encoding": "chunked" }).end(content.subarray(0, 5000));
    },
    sees: /5000 bytes came of 300\d+/,
    requests: 3,
  },
  {
    name: "longer than the hub says",
    where: STORED,
    answer: ({ content, response }) => {
      response.writeHead(200).end(Buffer.concat([content, content]));
    },
    sees: /600\d+ bytes came of 300\d+/,
  },
  {
    name: "other weights of the same size",
    where: STORED,
    answer: ({ content, response }) => {
      response.writeHead(200).end(Buffer.concat([content.subarray(0, -1), Buffer.from("!")]));
    },
    sees: /its hash differs\. Try again\./,
  },
  {
    name: "another small file of the same size",
    where: CONFIG,
    answer: (asked) => {
      if (!asked.request.path.startsWith("/api/")) return false;
      const headers = { etag: `"${"a".repeat(40)}"`, "content-length": asked.content.length };
      asked.response.writeHead(200, headers).end(asked.content);
      return true;
    },
    sees: /config\.json from .*its hash differs/,
    requests: 2,
  },
  {
    name: "another revision in the middle",
    where: "hub tokenizer.json",
    answer: ({ content, response }) => {
      response.writeHead(200, { "x-repo-commit": "f".repeat(40) }).end(content);
    },
    sees: /tokenizer\.json from .*: the model was changed while it was downloaded\. Try again\./,
  },
  {
    name: "too large, as the hub says",
    where: WEIGHTS,
    answer: ({ content, response }) => {
      response.writeHead(200, { "x-linked-size": "6000000" }).end(content);
    },
    sees: /the model is larger than what is downloaded\. Choose a smaller one/,
  },
  {
    name: "too large, without a word",
    where: WEIGHTS,
    answer: ({ response }) => {
      response.writeHead(200, { "transfer-encoding": "chunked" }).end(Buffer.alloc(200_000));
    },
    limits: { bytes: 100_000 },
    sees: /the model is larger than what is downloaded\. Choose a smaller one/,
  },
  {
    name: "more than the disk has room for",
    where: WEIGHTS,
    answer: ({ response }) => {
      response.writeHead(200, { "content-length": String(2 ** 49) }).write("x");
    },
    limits: { bytes: 2 ** 50 },
    sees: /the disk is full \(\d+ MB more are needed\)\. Make room and try again/,
  },
  {
    name: "redirects without end",
    where: CONFIG,
    answer: ({ request, response }) => {
      redirect(response, `${request.path}?again`);
    },
    sees: /more than 5 redirects/,
    requests: 6,
  },
  {
    name: "a redirect to where anybody can change the file",
    where: WEIGHTS,
    answer: ({ response }) => {
      redirect(response, "http://login.hotel.example/?session=secret");
    },
    sees: /it redirects to http:\/\/login\.hotel\.example, where anybody could change the file\. If this network/,
  },
  {
    name: "a redirect to another kind of address",
    where: WEIGHTS,
    answer: ({ response }) => {
      redirect(response, "file:///etc/passwd");
    },
    sees: /it redirects to file:\/\/, where/,
  },
  {
    name: "a redirect to no address",
    where: WEIGHTS,
    answer: ({ response }) => {
      redirect(response, "https://[");
    },
    sees: /redirects to something that is not an address/,
  },
];
