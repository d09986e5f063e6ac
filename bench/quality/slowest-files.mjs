import { tmpdir } from 'node:os';
import { Detector } from '../../dist/lib/detect/detector.js';
import { scanText } from '../../dist/lib/detect/scan-text.js';
import { builtIn } from '../../dist/lib/rules/built-in.js';
import { regexEngine } from '../../dist/lib/rules/regex-engine.js';
import { Ruleset } from '../../dist/lib/rules/ruleset.js';
import { fileTexts } from '../../dist/lib/sources/files.js';

/** The files of some folders that took the detector longest, each scanned alone with all rules. */
export async function slowestFiles(folders, shown = 10) {
  const { rules } = builtIn();
  const detector = new Detector(new Ruleset(rules, regexEngine('auto')), rules);
  const took = [];
  for await (const item of fileTexts(folders, { cwd: tmpdir(), env: process.env }, () => true)) {
    if (item.kind !== 'text') continue;
    const begun = performance.now();
    const { findings } = scanText(item.text, detector);
    took.push({ file: item.text.path, ms: performance.now() - begun, bytes: item.rawBytes, findings: findings.length });
  }
  return took
    .sort((a, b) => b.ms - a.ms)
    .slice(0, shown)
    .map(({ file, ms, bytes, findings }) => ({ file, ms: ms.toFixed(1), kB: (bytes / 1000).toFixed(0), 'MB/s': (bytes / 1000 / ms).toFixed(1), findings }));
}
