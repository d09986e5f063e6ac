import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { README_BLOCKS, shown, withBlock } from './readme-blocks.js';
import { secretTable, withSecretTable } from './rule-table.js';

/** `npm run docs`: writes what the program really prints into the README, and the table of secret rules into `patterns/README.md`. */
const root = resolve(process.argv[2] ?? '.');
const file = join(root, 'README.md');
let readme = readFileSync(file, 'utf8');
for (const one of README_BLOCKS) readme = withBlock(readme, one.name, shown(one, root));
writeFileSync(file, readme);

const patterns = join(root, 'patterns/README.md');
writeFileSync(patterns, withSecretTable(readFileSync(patterns, 'utf8'), secretTable(root)));
