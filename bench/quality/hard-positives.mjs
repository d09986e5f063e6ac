// Leaks as people write them (hard-positives.txt): how many are found, by kind. Each is filled several times, since a value may look like a word by chance.
import { readFileSync } from 'node:fs';

const FILLS = 6;
/** A key that code uses may also be told of by a rule for code: hard-coded credentials, passwords, keys. */
const KEYS = new Set(['CWE-798', 'CWE-259', 'CWE-321']);

export function hardPositives(core) {
  const { rules } = core.readRules('patterns');
  const all = rules.map(({ rule }) => rule);
  const detector = new core.Detector(new core.Ruleset(all, core.regexEngine('builtin')), all);
  const kinds = [];
  for (const line of readFileSync('bench/quality/hard-positives.txt', 'utf8').split('\n')) {
    const head = /^## (.*) \| (.*)$/.exec(line);
    if (head !== null) kinds.push({ kind: head[1], path: head[2], filled: 0, found: 0, missed: [] });
    const kind = kinds.at(-1);
    if (head !== null || kind === undefined || line === '') continue;
    let found = 0;
    for (let seed = 0; seed < FILLS; seed++) {
      const text = new core.TemplateFiller(`positive${kind.path}${line}${seed}`).fill(line.replaceAll('¶', '\n'));
      const source = { path: kind.path, bytes: Buffer.from(`${text}\n`), language: core.languageOf(kind.path), added: { kind: 'all' }, origin: { door: 'file' } };
      if (core.scanText(source, detector).findings.some((finding) => finding.level !== 'note' && (finding.kind === 'secret' || finding.cwe.some((cwe) => KEYS.has(cwe))))) found++;
    }
    kind.filled += FILLS;
    kind.found += found;
    if (found < FILLS) kind.missed.push(`${found}/${FILLS} ${line}`);
  }
  return kinds;
}
