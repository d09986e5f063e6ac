import { basename } from 'node:path';
import { ExampleChecker } from './patterns/check-examples.js';
import { slowestInput } from './patterns/hostile-input.js';
import { readRules } from './patterns/read-rules.js';

/** Says what is wrong with the rules, one line each: `npm run rules:check [-- file.yaml …]`. */
const [root = '.', ...only] = process.argv.slice(2);
const { rules, problems } = readRules(`${root}/patterns`);
const wanted = (file: string): boolean => only.length === 0 || only.some((name) => basename(name) === basename(file));
const found = problems.filter((problem) => wanted(problem.split(':')[0] ?? ''));
const sound = rules.filter((one) => one.problems.length === 0);
const checker = new ExampleChecker(
  sound.map(({ rule }) => rule),
  ['re2', 'builtin'],
);
for (const { rule, source, file } of sound.filter((one) => wanted(one.file))) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${rule.id}`);
  for (const problem of checker.check(rule, source)) found.push(`${file}: ${rule.id}: ${problem}`);
  const slow = slowestInput(rule, source);
  if (slow !== undefined) found.push(`${file}: ${rule.id}: ${slow}`);
}
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
for (const problem of found) console.log(problem);
console.log(`${sound.filter((one) => wanted(one.file)).length} rules checked, ${found.length} problems`);
process.exitCode = found.length > 0 ? 1 : 0;
