/** The only allowed targets of links in the text below. */
export const harmlessLinks = [
  "https://example.com/a?b=c",
  "https://auto.example",
  "mailto:a@b.c",
  "https://badge.example",
  "https://form.example",
  "https://o.example",
  "https://meta.example",
  "https://base.example",
  "https://plain.example/x",
];

/** Text of a model that tries to run code, to send data away or to imitate the panel. */
export const hostileMarkdown = [
  "<script>window.pwned=1</script><img src=x onerror='window.pwned=2'>",
  "[js](javascript:window.pwned=3) [JS](JaVaScRiPt:window.pwned=3) [tab](\tjavascript:window.pwned=3)",
  "[command](command:workbench.action.quit) [uri](vscode://x/y) [file](file:///etc/passwd) [here](./README.md)",
  "[data](data:text/html,<script>window.pwned=4</script>) [ref]\n\n[ref]: javascript:window.pwned=5",
  "[web](https://example.com/a?b=c) <https://auto.example> [mail](mailto:a@b.c)",
  "![picture **b**](https://tracker.example/p.png) [![badge](https://t.example/b.svg)](https://badge.example)",
  "![inline](data:image/svg+xml,<svg onload=window.pwned=6>)",
  '```"><img src=x onerror=window.pwned=7>\n</code></pre><script>window.pwned=7</script>\n```',
  "```ts onload=x\ncode\n```",
  '<style>body{display:none}</style><div style="position:fixed;inset:0" onclick="window.pwned=8">over it all</div>',
  '<form action="https://form.example"><input name=a autofocus onfocus="window.pwned=9"><button>Send</button></form>',
  '<iframe srcdoc="<script>parent.pwned=10</script>"></iframe><object data="https://o.example"></object>',
  "<svg onload=window.pwned=11><a xlink:href='javascript:window.pwned=11'>x</a></svg>",
  "<math><mi//xlink:href='data:x,<script>window.pwned=12</script>'>",
  '<details open ontoggle=window.pwned=13>d</details><p id=panel class="failure" role="alert">x</p>',
  '<a href="javascript:window.pwned=14" onclick="window.pwned=14">l</a> &lt;script&gt; &#106;avascript:',
  '<meta http-equiv="refresh" content="0;url=https://meta.example"><base href="https://base.example">',
  "main.py and run.sh are no links, https://plain.example/x is one",
  "| a | b |\n|:-:|--:|\n| 1 | <img src=x onerror=window.pwned=15> |",
  '`<button class="send">` and # no heading',
  "3. three\n4. four",
  `${"> ".repeat(2000)}deep`,
  "```\n<script>window.pwned=16</script> and a fence that nobody closes",
].join("\n\n");
