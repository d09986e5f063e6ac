import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Finding } from '../model/finding.js';
import { GuardError } from '../model/guard-error.js';
import { BASELINE } from './places.js';

/** A finding that was there before. Nothing of it but its fingerprint and its rule is written down. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly ruleId: string;
  /** Only the history has it: the files have not. */
  readonly history: boolean;
}

const HEAD = `# Findings that precommit-guard lets pass because they were there before: fingerprint, rule. Revoke the secrets among them all the same.
# Made by: precommit-guard baseline create. Taken out when gone by: precommit-guard baseline prune.
`;
/** As `src/detect/fingerprint.ts` makes them. */
const LINE = /^([0-9a-f]{24}-[0-9a-f]{5}) ([a-z0-9-]+)( history)?$/;

/** The baseline that counts: the one that is named, or the one in the repository's top folder; undefined when there is none. */
export function baselineFile(root: string, cwd: string, named: string | undefined): string | undefined {
  if (named === undefined) return existsSync(join(root, BASELINE)) ? join(root, BASELINE) : undefined;
  const file = resolve(cwd, named);
  if (existsSync(file)) return file;
  throw new GuardError('config', `There is no baseline ${named}.`, { hint: 'npx precommit-guard baseline create makes one.' });
}

/** Entries by their fingerprints. A line that cannot be understood is an error: nobody knows what it was to let pass. */
export function readBaseline(file: string): Map<string, BaselineEntry> {
  const entries = new Map<string, BaselineEntry>();
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [, fingerprint, ruleId, history] = LINE.exec(line) ?? [];
    if (fingerprint === undefined || ruleId === undefined) {
      throw new GuardError('config', `The baseline cannot be understood, line ${at + 1}.`, {
        hint: 'After a merge keep the lines of both sides, without the marks of the conflict. npx precommit-guard baseline create makes it anew.',
      });
    }
    entries.set(fingerprint, { fingerprint, ruleId, history: history !== undefined });
  }
  return entries;
}

export function writeBaseline(file: string, entries: Iterable<BaselineEntry>): void {
  const lines = [...entries].map(({ fingerprint, ruleId, history }) => `${fingerprint} ${ruleId}${history ? ' history' : ''}\n`);
  try {
    writeFileSync(file, HEAD + lines.sort().join(''));
  } catch (cause) {
    throw new GuardError('output', `The baseline ${relative('', file)} cannot be written.`, { hint: 'Name a file that can be written: --baseline FILE.', cause });
  }
}

/** The findings that no baseline has: all of them, where there is none. */
export function withoutKnown<F extends Pick<Finding, 'fingerprint' | 'ruleId'>>(findings: readonly F[], root: string, cwd: string, named: string | undefined): readonly F[] {
  const file = baselineFile(root, cwd, named);
  if (file === undefined) return findings;
  const known = readBaseline(file);
  return findings.filter(({ fingerprint, ruleId }) => known.get(fingerprint)?.ruleId !== ruleId);
}
