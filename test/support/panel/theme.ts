import type { Page } from "playwright";

/** The kinds of theme that the panel is tested in. */
export const themes = ["dark", "light", "high-contrast", "high-contrast-light", "dark-2026", "light-2026"] as const;
export type Theme = (typeof themes)[number];

/**
 * The colours that the panel uses from Dark Modern, Light Modern, both high contrast themes, and VS Code's two present
 * default themes, as VS Code 1.139 gives them to a webview; `-` for colours that a theme does not define.
 */
const colours = `
  badge-background                       #616161   #cccccc   #000000   #0f4a85   #307e9f   #0069cc
  badge-foreground                       #f8f8f8   #3b3b3b   #ffffff   #ffffff   #ffffff   #ffffff
  button-background                      #0078d4   #005fb8   #000000   #0f4a85   #297aa0   #0069cc
  button-border                          #ffffff1a #0000001a #6fc3df   #0f4a85   #297aa0   #0069cc
  button-foreground                      #ffffff   #ffffff   #ffffff   #ffffff   #ffffff   #ffffff
  button-hoverBackground                 #026ec1   #0258a8   #000000   #0f4a85   #2b7da3   #0063c1
  button-secondaryBackground             #00000000 #e5e5e5   -         #ffffff   #00000000 #eaeaea
  button-secondaryForeground             #cccccc   #3b3b3b   #ffffff   #292929   #cccccc   #202020
  button-secondaryHoverBackground        #2b2b2b   #cccccc   -         -         #ffffff0f #f2f3f4
  charts-blue                            #59a4f9   #0063d3   #59a4f9   #0063d3   #57a3f8   #1a5cff
  charts-green                           #89d185   #388a34   #89d185   #374e06   #86cf86   #388a34
  charts-yellow                          #cca700   #bf8803   #ffd370   #895503   #e0b97f   #667309
  chat-requestBorder                     #ffffff1a #0000001a #6fc3df   #0f4a85   #ffffff1a #0000001a
  chat-requestBubbleBackground           #264f784c #add6ff4c -         -         #ffffff12 #0069cc12
  contrastActiveBorder                   -         -         #f38518   #006bbd   -         -
  contrastBorder                         -         -         #6fc3df   #0f4a85   -         -
  debugTokenExpression-boolean           #4e94ce   #0000ff   #75bdfe   #0000ff   #4e94ce   #0000ff
  debugTokenExpression-name              #c586c0   #9b46b0   #ffffff   #292929   #c586c0   #9b46b0
  debugTokenExpression-number            #b5cea8   #098658   #89d185   #098658   #b5cea8   #098658
  debugTokenExpression-string            #ce9178   #a31515   #f48771   #a31515   #ce9178   #a31515
  descriptionForeground                  #9d9d9d   #3b3b3b   #ffffffb2 #292929b2 #8c8c8c   #606060
  diffEditor-insertedTextBackground      #9ccc2c33 #9ccc2c40 -         -         #57ab5a4c #587c0c26
  diffEditor-removedTextBackground       #ff000033 #ff000033 -         -         #f470674c #ad070726
  disabledForeground                     #cccccc80 #61616180 #a5a5a5   #7f7f7f   #555555   #bbbbbb
  dropdown-background                    #313131   #ffffff   #000000   #ffffff   #191a1b   #ffffff
  dropdown-border                        #3c3c3c   #cecece   #6fc3df   #0f4a85   #333536   #d8d8d8
  dropdown-foreground                    #cccccc   #3b3b3b   #ffffff   #292929   #bfbfbf   #202020
  editor-background                      #1f1f1f   #ffffff   #000000   #ffffff   #121314   #ffffff
  editor-foreground                      #cccccc   #3b3b3b   #ffffff   #292929   #bbbebf   #202020
  editorSuggestWidget-background         #202020   #f8f8f8   #0c141f   #ffffff   #202122   #fafafd
  editorSuggestWidget-border             #cccccc33 #3b3b3b33 #6fc3df   #0f4a85   #2a2b2c   #e4e5e6
  editorSuggestWidget-foreground         #cccccc   #3b3b3b   #ffffff   #292929   #bfbfbf   #202020
  editorSuggestWidget-selectedBackground #04395e   #e8e8e8   #ffffff   #292929   #ffffff26 #00000024
  editorSuggestWidget-selectedForeground #ffffff   #000000   #0c141f   #ffffff   #ffffff   #202020
  editorWarning-foreground               #cca700   #bf8803   #ffd370   #895503   #cca700   #bf8803
  errorForeground                        #f85149   #f85149   #f48771   #b5200d   #f48771   #ad0707
  focusBorder                            #0078d4   #005fb8   #f38518   #006bbd   #3994bcb2 #0069cc
  foreground                             #cccccc   #3b3b3b   #ffffff   #292929   #bfbfbf   #202020
  icon-foreground                        #cccccc   #3b3b3b   #ffffff   #292929   #8c8c8c   #606060
  input-background                       #313131   #ffffff   #000000   #ffffff   #191a1b   #ffffff
  input-border                           #3c3c3c   #cecece   #6fc3df   #0f4a85   #333536   #d8d8d866
  input-foreground                       #cccccc   #3b3b3b   #ffffff   #292929   #bfbfbf   #202020
  input-placeholderForeground            #989898   #767676   #ffffffb2 #292929b2 #555555   #999999
  list-activeSelectionBackground         #04395e   #e8e8e8   -         #0f4a851a #ffffff21 #00000024
  list-activeSelectionForeground         #ffffff   #000000   -         -         #ededed   #202020
  list-dropBackground                    #383b3d   #d6ebff   -         -         #3994bc1a #0069cc14
  list-hoverBackground                   #2a2d2e   #f2f2f2   #ffffff1a #0f4a851a #ffffff14 #00000014
  menu-background                        #1f1f1f   #ffffff   #000000   #ffffff   #202122   #fafafd
  menu-border                            #454545   #cecece   #6fc3df   #0f4a85   #2a2b2c   #e4e5e6
  menu-foreground                        #cccccc   #3b3b3b   #ffffff   #292929   #bfbfbf   #202020
  menu-selectionBackground               #0078d4   #005fb8   -         #0f4a851a #3994bc26 #0069cc1a
  menu-selectionForeground               #ffffff   #ffffff   -         -         #bfbfbf   #202020
  panel-border                           #2b2b2b   #e5e5e5   #6fc3df   #0f4a85   #2a2b2c   #f0f1f2
  progressBar-background                 #0078d4   #005fb8   #6fc3df   #0f4a85   #878889   #0069cc
  sideBar-background                     #181818   #f8f8f8   #000000   #ffffff   #191a1b   #fafafd
  sideBarSectionHeader-border            #2b2b2b   #e5e5e5   #6fc3df   #0f4a85   #2a2b2c   #f0f1f2
  symbolIcon-functionForeground          #b180d7   #652d90   #b180d7   #652d90   #b180d7   #652d90
  testing-iconPassed                     #73c991   #73c991   #73c991   #007100   #73c991   #73c991
  textBlockQuote-background              #2b2b2b   #f8f8f8   -         #f2f2f2   #242526   #eaeaea
  textBlockQuote-border                  #616161   #e5e5e5   #ffffff   #292929   #2a2b2c   #f0f1f2
  textCodeBlock-background               #2b2b2b   #f8f8f8   #000000   #f2f2f2   #242526   #eaeaea
  textLink-activeForeground              #4daafc   #005fb8   #21a6ff   #0f4a85   #53a5ca   #0069cc
  textLink-foreground                    #4daafc   #005fb8   #21a6ff   #0f4a85   #48a0c7   #0069cc
  textPreformat-background               #3c3c3c   #0000001f -         #09345f   #262626   #ececec
  textPreformat-foreground               #d0d0d0   #3b3b3b   #ffffff   #ffffff   #8c8c8c   #606060
  textSeparator-foreground               #21262d   #21262d   #000000   #292929   #2a2a2a   #eeeeee
  toolbar-hoverBackground                #5a5d5e4f #b8b8b84f -         -         #5a5d5e4f #0000001f
  widget-border                          #313131   #e5e5e5   #6fc3df   #0f4a85   #2a2b2c   #e2e2e5
`;

/** Those of VS Code's styles for every webview that affect elements of the panel. */
const webviewDefaults = `
  @layer vscode-default {
    body { padding: 0 20px; color: var(--vscode-editor-foreground); }
    a, a code { color: var(--vscode-textLink-foreground); }
    a:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
    code {
      padding: 1px 3px;
      border-radius: 4px;
      color: var(--vscode-textPreformat-foreground);
      background-color: var(--vscode-textPreformat-background);
    }
    blockquote { background: var(--vscode-textBlockQuote-background); }
  }`;

/** Returns the styles of a webview before those of its own files. */
export function themeStyles(theme: Theme): string {
  const defined = coloursOf(theme).flatMap(([name, colour]) => (colour === "-" ? [] : [`${name}: ${colour};`]));
  const fonts =
    "--vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace; --vscode-editor-font-size: 14px;";
  return `${webviewDefaults}\n:root { ${fonts} ${defined.join(" ")} }\n`;
}

/** Changes the theme of an open page as VS Code does, by the variables of its root. */
export async function changeTheme(page: Page, theme: Theme): Promise<void> {
  // Undefined colours of a theme must not keep the value of the previous theme.
  const values = coloursOf(theme).map(([name, colour]) => [name, colour === "-" ? "initial" : colour] as const);
  await page.evaluate((all) => {
    for (const [name, value] of all) document.documentElement.style.setProperty(name, value);
  }, values);
}

/** Returns the variables for a theme's colours, each with its colour. */
function coloursOf(theme: Theme): (readonly [string, string])[] {
  const column = themes.indexOf(theme) + 1;
  return colours
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .map((row) => [`--vscode-${row[0]}`, row[column] ?? "-"] as const);
}
