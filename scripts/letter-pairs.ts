import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rebuilds `src/detect/value/letter-pairs.ts`: how much likelier each pair of letters is inside the words of source text than by chance. Counted over the distinct words of the
 * files of the folders named on the command line, each by the logarithm of its count: node scripts/run-tool.mjs letter-pairs FOLDER…
 */
const [root = '.', ...folders] = process.argv.slice(2);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const words = new Map<string, number>();
for (const folder of folders) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(folder, name);
    if (!/\.(?:[cm]?[jt]s|md|py|rst)$/.test(name) || name.includes('.min.') || !statSync(file).isFile()) continue;
    const text = readFileSync(file, 'utf8').slice(0, 200_000);
    for (const [part] of text.matchAll(/[A-Z]?[a-z]{2,13}(?![a-z])|[A-Z]{3,14}(?![A-Za-z])/g)) {
      const word = part.toLowerCase();
      if (word.length > 2) words.set(word, (words.get(word) ?? 0) + 1);
    }
  }
}
/** So much is added to every pair: none is impossible. */
const SMOOTHING = 5;
const counts = new Map<string, number>();
let total = SMOOTHING * 26 * 26;
for (const [word, count] of words) {
  if (count < 3) continue;
  const weight = Math.log2(1 + count);
  for (let at = 0; at + 1 < word.length; at++) {
    const pair = word.slice(at, at + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + weight);
    total += weight;
  }
}
const digit = (pair: string): number => Math.max(0, Math.min(9, 6 + Math.round(Math.log2((((counts.get(pair) ?? 0) + SMOOTHING) / total) * 26 * 26))));
const rows = [...LETTERS].map((first) => `  '${[...LETTERS].map((second) => digit(first + second)).join('')}',`);
const table = [
  '// Made by scripts/letter-pairs.ts from published JavaScript, TypeScript, Python and documentation.',
  '',
  '/**',
  ' * For each first letter a row, in it for each second letter a digit: 6 plus the bits by which the pair is likelier inside the words of source text than by chance.',
  ' */',
  'export const LETTER_PAIRS: readonly string[] = [',
  ...rows,
  '];',
  '',
];
writeFileSync(join(root, 'src/detect/value/letter-pairs.ts'), table.join('\n'));
console.log(`${words.size} words`);
