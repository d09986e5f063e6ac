import { createHash } from 'node:crypto';
import { scanText } from '../detect/scan-text.js';
import { GuardError } from '../model/guard-error.js';
import { fileTexts } from '../sources/files.js';
import type { GitContext } from '../sources/git-process.js';
import type { LoadedRuleset } from './library/ruleset.js';

/** An entry of the configuration's `allow`. */
interface Allowance {
  readonly paths: string;
  readonly fingerprints: readonly string[];
  readonly reason: string;
}

export interface ImportedBaseline {
  readonly allow: readonly Allowance[];
  /** How many of its entries are among our findings. */
  readonly known: number;
  /** What is not taken over, with the reason, one line each. */
  readonly left: readonly string[];
}

interface Entry {
  readonly path: string;
  readonly line: number;
  readonly hash: string;
  readonly isSecret: boolean;
}

/**
 * Takes over a baseline of detect-secrets: each of its entries holds the SHA-1 of a secret, and what we find with the same one in the same file is allowed by its fingerprint. The secrets are compared
 * in memory and kept nowhere. https://github.com/Yelp/detect-secrets#the-baseline
 */
export async function importBaseline(text: string, ruleset: LoadedRuleset, context: GitContext): Promise<ImportedBaseline> {
  const left: string[] = [];
  const byPath = new Map<string, Entry[]>();
  for (const entry of entriesIn(text)) {
    if (entry.isSecret) left.push(`${entry.path}:${entry.line}: was audited as a real secret`);
    else byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  }
  const allow: Allowance[] = [];
  let known = 0;
  for (const [path, entries] of byPath) {
    const found = await fingerprintsIn(path, ruleset, context);
    if (typeof found === 'string') {
      left.push(`${path}: ${found}`);
      continue;
    }
    const fingerprints = new Set<string>();
    for (const { hash, line } of entries) {
      const ours = found.get(hash);
      if (ours === undefined) left.push(`${path}:${line}: is no finding here`);
      else {
        known++;
        for (const fingerprint of ours) fingerprints.add(fingerprint);
      }
    }
    if (fingerprints.size > 0) allow.push({ paths: path, fingerprints: [...fingerprints], reason: 'from the baseline of detect-secrets' });
  }
  return { allow, known, left };
}

/** Fingerprints of what is found in a file, by the SHA-1 of the secret; or why it was not looked at. */
async function fingerprintsIn(path: string, ruleset: LoadedRuleset, context: GitContext): Promise<Map<string, string[]> | string> {
  const byHash = new Map<string, string[]>();
  for await (const item of fileTexts([path], context, () => true)) {
    if (item.kind === 'failed') return 'cannot be read, or is there no more';
    if (item.kind !== 'text') continue;
    scanText(item.text, ruleset.detector, ({ fingerprint }, secret) => {
      const hash = createHash('sha1').update(Buffer.from(secret, 'latin1')).digest('hex');
      byHash.set(hash, [...(byHash.get(hash) ?? []), fingerprint]);
    });
  }
  return byHash;
}

function entriesIn(text: string): Entry[] {
  let results: unknown;
  try {
    results = (JSON.parse(text) as { results?: unknown } | null)?.results;
  } catch {
    results = undefined;
  }
  if (typeof results !== 'object' || results === null)
    throw new GuardError('usage', 'This is no baseline of detect-secrets.', { hint: 'Name a .secrets.baseline, or a configuration of gitleaks (TOML).' });
  return Object.entries(results).flatMap(([path, list]) =>
    (Array.isArray(list) ? list : []).flatMap((one: { hashed_secret?: unknown; line_number?: unknown; is_secret?: unknown } | null): Entry[] =>
      typeof one?.hashed_secret === 'string'
        ? [
            {
              path: path.replaceAll('\\', '/'),
              line: typeof one.line_number === 'number' ? one.line_number : 0,
              hash: one.hashed_secret.toLowerCase(),
              isSecret: one.is_secret === true,
            },
          ]
        : [],
    ),
  );
}
