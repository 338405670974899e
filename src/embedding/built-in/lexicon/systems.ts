/** Terms about networks, operating systems, security and machine learning. */
export const systems = `
# http and apis
requests and responses: http, status code*, 404, 403, 401, 502, 503, 429, 301, 302, 304, 204, 201, 422, 405,
  redirect*, content type, user agent, query string, query parameter*, url*, uri, curl, wget, postman, fetch api,
  axios, xmlhttprequest, httpclient, keep alive, http/2, http2, multipart, form data, percent encod*, idempoten*,
  etag, cache control, if none match, last modified, content length, content negotiation, preflight, cross origin,
  same origin, access control allow, trailing slash, status line, safe methods, referer, ajax, retry after,
  content disposition, cookies, bearer, put or patch, responds with, query param*, user agents, tls handshake,
  request timeout, gateway timeout, bad gateway, unauthorized, forbidden, upload, web client, samesite, cross site,
  attachment header, the backend, network tab, cors*, www authenticate, req body, res body, body parser, idle timeout,
  max age, post data, request*, response*, chunked, fastapi route, flask route, downloads, download*, json reply,
  json response, authorization header, interceptor*, urllib, aiohttp, http verb, verbs
  | header*, body, status, client*, server*, browser, patch, fetch*, reply, answer*, answered, origin, allowed,
  browser*, iframe, page, attach*, sent, send, hook*, mobile app, rename*, proxy, req, flask, fastapi, django,
  express, stream, json, timeout, connection, retries
apis: restful, rest, api, apis, endpoint*, graphql, grpc, openapi, swagger, soap, webhook*, paginat*, rate limit*,
  hateoas, web service*, websocket*, server sent events, polling, resource url, payload, sdk, odata, throttled,
  cursor based, idempotency key, json body, next page, callback url, requests per minute, requests per second, v1, v2,
  sunset header, server push, deprecat*, resource path, api design, error format
  | resource*, service*, route*, version*, rate, quota, limit, page*, public, consumer*, partner*, gateway, callback,
  caller*, fetch*, event*, backend, third party, breaking change
web servers: nginx, apache, load balancer*, express js, expressjs, middleware, gunicorn, uvicorn, wsgi, cdn,
  cloudflare, caddy, iis, static file*, web server, virtual host, proxy, http server, backend, servlet,
  sticky session, varnish
  | server*, host*, port, forward*, serve*

# security
authentication: authenticat*, authoriz*, authoris*, login, log in, logout, password*, jwt, oauth*, openid, saml, sso,
  single sign on, bearer token, refresh token, access token, session cookie, csrf, samesite, mfa, two factor, totp,
  ldap, role based, rbac, permission*, httponly, identity provider, passkey*, credential*, sign in, basic auth,
  session id
  | token*, session*, user*, role*, identity, access, cookie*, sign*, expire*
attacks: xss, cross site scripting, sql injection, injection attack, command injection, ddos, denial of service,
  malware, ransomware, phish*, exploit*, vulnerab*, cve, owasp, sanitiz* input, path traversal, ssrf,
  man in the middle, buffer overrun, privilege escalation, penetration test*, clickjacking, prototype pollution,
  zero day, intrusion, firewall*, hardening, supply chain attack
  | attack*, secur*, untrusted, malicious, escap*, leak*, secret*, safe*
cryptography: cryptograph*, encrypt*, decrypt*, cipher*, aes, rsa, elliptic curve, public key, private key,
  diffie hellman, bcrypt, argon2, scrypt, salt, sha-256, sha256, md5, hmac, digital signature*, nonce,
  initialization vector, certificate*, ssl, tls, pki, openssl, pgp, gpg, key exchange, hash password, random token,
  vigenere, one time pad
  | key, hash*, signature*, random, secure, digest

# operating systems
operating systems: operating system*, kernel*, process scheduler, system call, syscall*, context switch,
  virtual memory, paging, page table, process id, pid, zombie process, fork and exec, interrupt*, device driver,
  boot*, systemd, linux, ubuntu, debian, windows registry, macos, unix, file descriptor*, inode*, ipc, shared memory,
  named pipe, sigterm, sigkill, signal handler, daemon, init system, environment variable*
  | process*, signal*, kill*, driver*, service, register
shell and files: bash, zsh, shell, command line, terminal, chmod, chown, xargs, find command, symlink*, symbolic link,
  hard link, crontab entry, ssh, scp, rsync, path variable, stdin, exit status, subprocess*, piped, heredoc, awk,
  file permission*, sudo, file system, filesystem, directory, file path, cp, ls, mkdir, tmux, disk, df, inode, argv,
  cli, temp file, temporary file, file handle, os path
  | file, command*, script*, path*, pipe*, open, read, write, delete, copy, rename, recursive*, folder*

# data science
machine learning: machine learning, neural network*, deep learning, gradient descent, backpropagation, overfit*,
  underfit*, regulari*, classifier*, classification, random forest, decision tree, xgboost, support vector, svm,
  k means, clustering, cross validation, training data, test set, hyperparameter*, learning rate, cnn, convolution*,
  rnn, lstm, transformer*, attention, embedding*, reinforcement learning, q learning, loss function, softmax, relu,
  pytorch, tensorflow, keras, scikit learn, sklearn, feature engineering, pca, precision and recall, roc,
  confusion matrix, epoch, dropout, batch size, supervised, perceptron, naive bayes, gan, inference model
  | model*, train*, label*, feature*, predict*, dataset, weights, learn*, accura*
language models: language model*, llm*, gpt, bert, prompt*, fine tun*, chatbot*, tokenizer, retrieval augmented, rag,
  hugging face, natural language, nlp, sentiment analysis, named entity, machine translation, word2vec, stemming,
  speech recognition, chat completion, artificial intelligence, turing test, expert system
  | generat*, text, token*, corpus, agent*, intelligent
data analysis: dataframe*, data frame, pandas, groupby, pivot table, missing values, nan values, data cleaning,
  visualiz*, visualis*, matplotlib, seaborn, plotly, ggplot, histogram*, scatter plot, bar chart, time series,
  moving average, outlier*, excel formula, vlookup, tableau, power bi, data science, analytics, loc and iloc,
  resampl*, etl job, dplyr, polars
  | plot*, chart*, column*, axis, aggregat*, merge, sample*

# networks
networking: tcp, udp, socket*, dns, ip address*, ipv4, ipv6, subnet*, cidr, dhcp, nat, packet*, ethernet,
  routing table, osi model, icmp, ping, bgp, vlan, vpn, handshake, congestion control, bandwidth, mac address,
  port forwarding, hostname, domain name, wireshark, mtu, arp, traceroute, firewall rule, switch and router, wifi,
  network interface
  | network*, port, host, connect*, protocol*, route*, latency, peer, client, server, remote

# hardware
hardware: cpu architecture, microprocessor, assembly language, x86, arm, risc-v, instruction set, pipeline hazard,
  cache coheren*, motherboard, ssd, dram, fpga, verilog, vhdl, microcontroller*, arduino, raspberry pi, gpio, i2c,
  spi, uart, firmware, embedded system*, interrupt handler, logic gate*, flip flop, rtos, bus, dma, usb, sensor*, adc,
  pwm, robot*
  | register*, chip*, device*, board, pin*, clock, signal, memory address

# distributed systems
distributed systems: distributed system*, microservice*, cap theorem, eventual consistency, eventually consistent,
  consensus, raft, paxos, leader election, kafka, rabbitmq, message queue, message broker, pub sub, event driven,
  saga pattern, vector clock, quorum, replication, partition tolerance, distributed lock, zookeeper, etcd,
  service discovery, map reduce, mapreduce, hadoop, spark, idempotent consumer, exactly once, at least once,
  dead letter, outbox, gossip, crdt, blockchain, smart contract, bitcoin, ethereum
  | node*, cluster*, partition*, replica*, event*, message*, broker, queue*, topic, consistent
`;
