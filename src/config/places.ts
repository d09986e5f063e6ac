import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a configuration is looked for in every folder from the working directory up to the repository root, never above it. Nothing here is executed. */
export const PLACES = [
  'package.json',
  '.precommit-guardrc',
  '.precommit-guardrc.json',
  '.precommit-guardrc.yaml',
  '.precommit-guardrc.yml',
  'precommit-guard.config.json',
  'precommit-guard.config.yaml',
  'precommit-guard.config.yml',
];

/** Where the findings are written down that were there before: src/config/baseline.ts. */
export const BASELINE = '.precommit-guard-baseline';

/** All that a repository's top folder says about the configuration, as a text that is another when the configuration is, and empty when there is none. Cheap: nothing is understood. */
export function configText(root: string): string {
  const names = new Set(readdirSync(root));
  return [...PLACES, BASELINE]
    .filter((place) => names.has(place))
    .map((place) => [place, place === 'package.json' ? ownPart(join(root, place)) : `:${readFileSync(join(root, place), 'latin1')}`] as const)
    .filter(([, text]) => text !== '')
    .map(([place, text]) => `${place}\n${text}\n`)
    .join('');
}

function ownPart(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('precommit-guard')) return '';
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null && 'precommit-guard' in manifest ? JSON.stringify(manifest['precommit-guard']) : '';
  } catch {
    return text;
  }
}
