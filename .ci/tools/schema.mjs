// Judges JSON files by a JSON Schema. Input: { schema, files }, all paths; output: file, then "schema", then faults.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const place = process.argv[2];
const require = createRequire(path.join(place, 'node_modules', 'x.js'));
const Ajv = require('ajv');

const { schema, files } = JSON.parse(fs.readFileSync(0, 'utf8'));
// Rust's names of numbers are formats that a checker need not know.
const ajv = new Ajv({ allErrors: true, validateFormats: false, strictTypes: false });
// What words mean, told to editors.
ajv.addKeyword('x-taplo');
const judge = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const report = {};
for (const file of files) {
  const good = judge(JSON.parse(fs.readFileSync(file, 'utf8')));
  const faults = good ? [] : judge.errors;
  report[file] = { schema: faults.map((one) => `${one.instancePath || '/'}: ${one.message}: ${JSON.stringify(one.params)}`) };
}
console.log(JSON.stringify(report));
