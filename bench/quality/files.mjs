// Whole files as people write them (files.txt and its later batches): which lines with a secret are told of by an error or a warning, and which others are.
import { readdirSync, readFileSync } from 'node:fs';

const FILLS = 6;
/** A key that code uses may also be told of by a rule for code: hard-coded credentials, passwords, keys. */
const KEYS = new Set(['CWE-798', 'CWE-259', 'CWE-321']);

/** Of each file the lines that hold a secret with how often they were found, and of the others those that were told of. */
export function wholeFiles(core) {
  const { rules } = core.readRules('patterns');
  const all = rules.map(({ rule }) => rule);
  const detector = new core.Detector(new core.Ruleset(all, core.regexEngine('builtin')), all);
  return readdirSync('bench/quality')
    .filter((name) => /^files(?:-\d+)?\.txt$/.test(name))
    .sort()
    .flatMap((name) => readFileSync(`bench/quality/${name}`, 'utf8').split(/^## /m).slice(1))
    .map((part) => {
      const [path = '', ...written] = part.trimEnd().split('\n');
      const holds = written.map((line) => line.startsWith('!'));
      const lines = written.map((line) => line.replace(/^!/, ''));
      const found = lines.map(() => 0);
      for (let seed = 0; seed < FILLS; seed++) {
        const text = new core.TemplateFiller(`file${path}${seed}`).fill(lines.join('\n'));
        const source = { path, bytes: Buffer.from(`${text}\n`), language: core.languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
        const told = new Set();
        for (const { level, kind, cwe, start, end } of core.scanText(source, detector).findings) {
          if (level === 'note' || (kind !== 'secret' && !cwe.some((one) => KEYS.has(one)))) continue;
          for (let line = start.line; line <= end.line; line++) told.add(line - 1);
        }
        for (const line of told) found[line]++;
      }
      const of = (wanted) => lines.map((text, at) => ({ text, found: found[at], holds: holds[at] })).filter((one) => one.holds === wanted && one.text !== '');
      return { path, fills: FILLS, secrets: of(true), others: of(false) };
    });
}
