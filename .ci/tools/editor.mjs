// Asks the language server of TOML editors. Input: texts, each with `|` where the cursor is; output: for each what is offered there,
// what is told there, and the errors in the text.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const place = process.argv[2];
const require = createRequire(path.join(place, 'node_modules', 'x.js'));
const { TaploLsp } = require('@taplo/lsp');

const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
const root = pathToFileURL(process.cwd()).href;

// It speaks to the world through these; it finds no catalogue of schemas in the net, and needs none.
const refused = () => Promise.reject(new Error('no network'));
globalThis.fetch = refused;
const environment = {
  now: () => new Date(0),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: process.stdin,
  stdout: process.stderr,
  stderr: process.stderr,
  glob: () => [],
  readFile: (file) => fs.promises.readFile(file),
  writeFile: refused,
  urlToFilePath: (url) => decodeURIComponent(url.replace(/^[a-z]+:\/\//, '')),
  isAbsolute: path.isAbsolute,
  cwd: () => process.cwd(),
  findConfigFile: () => undefined,
};

const waiting = new Map();
const judged = new Map();
const onMessage = (message) => {
  if (message.method === 'textDocument/publishDiagnostics') {
    judged.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    // What it asks its editor for, such as settings, is left as it is by default.
    const result = message.params?.items?.map(() => ({ schema: { enabled: true } })) ?? null;
    setTimeout(() => server.send({ jsonrpc: '2.0', id: message.id, result }), 0);
  } else if (!message.method) {
    waiting.get(message.id)(message.result);
  }
};
const server = await TaploLsp.initialize(environment, { onMessage });
let id = 0;
const ask = (method, params) =>
  new Promise((answer) => {
    id += 1;
    waiting.set(id, answer);
    server.send({ jsonrpc: '2.0', id, method, params });
  });
const tell = (method, params) => server.send({ jsonrpc: '2.0', method, params });

await ask('initialize', { processId: null, rootUri: root, capabilities: {}, workspaceFolders: [{ uri: root, name: 'site' }] });
tell('initialized', {});

const answers = [];
for (const [index, text] of texts.entries()) {
  const uri = `${root}/${index}.notice.toml`;
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const at = { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1).length } };
  // It tells errors of syntax, then none, then those by the schema.
  let times = 0;
  const diagnostics = new Promise((found) => judged.set(uri, (some) => (++times === 3 || some.length > 0) && found(some)));
  tell('textDocument/didOpen', { textDocument: { uri, languageId: 'toml', version: 1, text: text.replace('|', '') } });
  const errors = (await diagnostics).map((one) => one.message);
  const offered = await ask('textDocument/completion', at);
  const told = await ask('textDocument/hover', at);
  answers.push({
    offered: (offered?.items ?? offered ?? []).map((one) => ({ label: one.label, about: one.documentation?.value })),
    told: told?.contents?.value,
    errors,
  });
}
process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0));
