// Starts `l10nqa lsp` for the files that it reads, and asks for the reason of a decision.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const FILES = "**/*.{md,mdx,markdown,po,pot,xlf,xliff,sdlxliff,mqxliff,mxliff,txlf,tmx,csv,tsv,jsonl}";
const DECIDE = "l10nqa.decide";
let client;

async function decide(command, args, next) {
  if (command !== DECIDE) return next(command, args);
  const reason = await vscode.window.showInputBox({ prompt: "The reason, for later readers" });
  return reason === undefined ? undefined : next(command, [...args.slice(0, 3), reason]);
}

async function start() {
  const [command, ...options] = vscode.workspace.getConfiguration("l10nqa").get("command");
  const args = vscode.workspace.isTrusted ? [...options, "--trust"] : options;
  client = new LanguageClient("l10nqa", { command, args }, {
    documentSelector: [{ scheme: "file", pattern: FILES }],
    middleware: { executeCommand: decide },
  });
  await client.start();
}

async function activate(context) {
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(async () => {
    await client?.stop();
    await start();
  }));
  await start();
}

exports.activate = activate;
exports.deactivate = () => client?.stop();
