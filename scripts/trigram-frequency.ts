import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rebuilds `scripts/patterns/trigram-table.ts`: how often each folded trigram stands at any place of source text, per million, common ones only. Counted over the files of the folders
 * named on the command line: node scripts/run-tool.mjs trigram-frequency FOLDER…
 */
const [root = '.', ...folders] = process.argv.slice(2);
const counts = new Uint32Array(1 << 24);
let total = 0;
for (const folder of folders) {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = join(folder, name);
    if (!/\.(?:[cm]?[jt]sx?|json|md|py|ya?ml|go|java|rb|php|c|h|css|html|sh)$/.test(name) || !statSync(file).isFile()) continue;
    const bytes = readFileSync(file).subarray(0, 200_000);
    for (let at = 0; at + 2 < bytes.length; at++) {
      const trigram = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0) | 0x202020;
      counts[trigram] = (counts[trigram] ?? 0) + 1;
      total++;
    }
  }
}
const common: [string, number][] = [];
counts.forEach((count, trigram) => {
  const perMillion = Math.round((count / total) * 1e6);
  if (perMillion >= 20) common.push([String.fromCharCode(trigram >> 16, (trigram >> 8) & 255, trigram & 255), perMillion]);
});
common.sort((a, b) => b[1] - a[1]);
const provenance = '// Made by scripts/trigram-frequency.ts from published JavaScript, TypeScript, Python and documentation; folded trigrams per million places.\n';
const table = JSON.stringify(JSON.stringify(Object.fromEntries(common)));
writeFileSync(join(root, 'scripts/patterns/trigram-table.ts'), `${provenance}export const PER_MILLION: Readonly<Record<string, number>> = JSON.parse(${table});\n`);
console.log(`${common.length} trigrams from ${(total / 1e6).toFixed(0)} MB`);
