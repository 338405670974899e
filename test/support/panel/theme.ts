/** The kinds of theme that the panel is looked at in. */
export const themes = ["dark", "light", "high-contrast"] as const;
export type Theme = (typeof themes)[number];

/** What the panel reads of Dark Modern, Light Modern and the dark high contrast theme; `-` where a theme says nothing. */
const colours = `
  badge-background                 #616161   #cccccc   #000000
  badge-foreground                 #f8f8f8   #3b3b3b   #ffffff
  button-background                #0078d4   #005fb8   #000000
  button-border                    #ffffff1a #0000001a #6fc3df
  button-foreground                #ffffff   #ffffff   #ffffff
  button-hoverBackground           #026ec1   #0258a8   #000000
  button-secondaryBackground       #00000000 #e5e5e5   -
  button-secondaryForeground       #cccccc   #3b3b3b   #ffffff
  button-secondaryHoverBackground  #2b2b2b   #cccccc   -
  charts-blue                      #59a4f9   #0063d3   #59a4f9
  charts-green                     #89d185   #388a34   #89d185
  charts-yellow                    #cca700   #bf8803   #ffd370
  chat-requestBorder               #ffffff1a #0000001a #6fc3df
  chat-requestBubbleBackground     #264f784d #add6ff4d -
  contrastActiveBorder             -         -         #f38518
  contrastBorder                   -         -         #6fc3df
  debugTokenExpression-boolean     #4e94ce   #0000ff   #75bdfe
  debugTokenExpression-name        #c586c0   #9b46b0   #ffffff
  debugTokenExpression-number      #b5cea8   #098658   #89d185
  debugTokenExpression-string      #ce9178   #a31515   #f48771
  descriptionForeground            #9d9d9d   #3b3b3b   #ffffffb3
  disabledForeground               #cccccc80 #61616180 #a5a5a5
  diffEditor-insertedTextBackground #9ccc2c33 #9ccc2c40 -
  diffEditor-removedTextBackground #ff000033 #ff000033 -
  dropdown-background              #313131   #ffffff   #000000
  dropdown-border                  #3c3c3c   #cecece   #6fc3df
  dropdown-foreground              #cccccc   #3b3b3b   #ffffff
  editor-background                #1f1f1f   #ffffff   #000000
  editor-foreground                #cccccc   #3b3b3b   #ffffff
  editorSuggestWidget-background   #202020   #f8f8f8   #0c141f
  editorSuggestWidget-border       #454545   #c8c8c8   #6fc3df
  editorSuggestWidget-selectedBackground #04395e #e8e8e8 -
  editorSuggestWidget-selectedForeground #ffffff #000000 -
  editorWarning-foreground         #cca700   #bf8803   #ffd370
  errorForeground                  #f85149   #f85149   #f48771
  focusBorder                      #0078d4   #005fb8   #f38518
  foreground                       #cccccc   #3b3b3b   #ffffff
  icon-foreground                  #cccccc   #3b3b3b   #ffffff
  input-background                 #313131   #ffffff   #000000
  input-border                     #3c3c3c   #cecece   #6fc3df
  input-foreground                 #cccccc   #3b3b3b   #ffffff
  input-placeholderForeground      #989898   #767676   #ffffffb3
  list-hoverBackground             #2a2d2e   #f2f2f2   #ffffff1a
  list-inactiveSelectionBackground #37373d   #e4e6f1   -
  panel-border                     #2b2b2b   #e5e5e5   #6fc3df
  progressBar-background           #0078d4   #005fb8   #6fc3df
  sideBar-background               #181818   #f8f8f8   #000000
  sideBarSectionHeader-border      #2b2b2b   #e5e5e5   #6fc3df
  symbolIcon-functionForeground    #b180d7   #652d90   #b180d7
  testing-iconPassed               #73c991   #73c991   #73c991
  textBlockQuote-background        #2b2b2b   #f8f8f8   -
  textBlockQuote-border            #616161   #e5e5e5   #ffffff
  textCodeBlock-background         #2b2b2b   #f8f8f8   #000000
  textLink-activeForeground        #4daafc   #005fb8   #21a6ff
  textLink-foreground              #4daafc   #005fb8   #21a6ff
  textPreformat-background         #3c3c3c   #0000001f -
  textPreformat-foreground         #d0d0d0   #3b3b3b   #ffffff
  textSeparator-foreground         #21262d   #21262d   #000000
  toolbar-hoverBackground          #5a5d5e4f #b8b8b84f -
  widget-border                    #313131   #e5e5e5   #6fc3df
`;

/** Of the styles that VS Code gives every webview, those that reach elements of the panel. */
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

/** What a webview is styled with before its own files have their say. */
export function themeStyles(theme: Theme): string {
  const column = themes.indexOf(theme) + 1;
  const rows = colours
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/));
  const defined = rows.filter((row) => row[column] !== "-").map((row) => `--vscode-${row[0]}: ${row[column]};`);
  const fonts = "--vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace;";
  return `${webviewDefaults}\n:root { ${fonts} ${defined.join(" ")} }\n`;
}
