// Lines that look like a leak and are none (hard-negatives.txt): how many are taken for one, by kind.
import { readFileSync } from 'node:fs';

export function hardNegatives(core) {
  const { rules } = core.readRules('patterns');
  const all = rules.map(({ rule }) => rule);
  const detector = new core.Detector(new core.Ruleset(all, core.regexEngine('builtin')), all);
  const kinds = [];
  for (const line of readFileSync('bench/quality/hard-negatives.txt', 'utf8').split('\n')) {
    const head = /^## (.*) \| (.*)$/.exec(line);
    if (head !== null) kinds.push({ kind: head[1], path: head[2], lines: 0, flagged: [] });
    const kind = kinds.at(-1);
    if (head !== null || kind === undefined || line === '') continue;
    kind.lines++;
    const text = new core.TemplateFiller(`negative${kind.lines}`).fill(line);
    const source = { path: kind.path, bytes: Buffer.from(`${text}\n`), language: core.languageOf(kind.path), added: { kind: 'all' }, origin: { door: 'file' } };
    const found = core.scanText(source, detector).findings.filter((finding) => finding.kind === 'secret' && finding.level !== 'note');
    if (found.length > 0) kind.flagged.push(`${found[0].ruleId}: ${line}`);
  }
  return kinds;
}
