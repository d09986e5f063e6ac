import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Skipped } from '../model/scan-result.js';
import { makeFolder } from '../sources/make-folder.js';
import type { CommitFacts, Trace } from './history-findings.js';
import type { StoredPass } from './history-first-pass.js';

/** What an earlier, complete run knew: ids, names and dates, no line of any text. */
export interface CachedHistory {
  /** Of refs, request, rules and version; the same: nothing has changed. */
  readonly whole: string;
  /** The same without the refs; the same: only what is new need be read. */
  readonly manner: string;
  /** What had been read, with all that it leads to. */
  readonly tips: readonly string[];
  readonly pass: StoredPass;
  /** The end of the run, unless the name of a file or a ref was itself a finding. */
  readonly told?: {
    readonly traces: readonly Trace[];
    readonly commits: readonly (readonly [number, CommitFacts])[];
    readonly skipped: readonly Skipped[];
    readonly count: number;
    readonly suppressed: number;
    readonly omitted: number;
  };
}

/** Changes with the form of what is stored. */
const FORM = 2;

/** The user's cache folder: XDG Base Directory Specification; %LOCALAPPDATA% on Windows. */
function folder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'] || env['LOCALAPPDATA'] || join(env['HOME'] || homedir(), '.cache');
  return join(base, 'precommit-guard', 'history');
}

/** One file for each git directory and manner of scanning it. */
export function cacheFile(gitDir: string, manner: string, env: NodeJS.ProcessEnv): string {
  return join(folder(env), `${nameOf(gitDir)}-${nameOf(manner)}.json`);
}

/** Was this repository scanned before, in whatever manner? */
export function mayBeCached(gitDir: string, env: NodeJS.ProcessEnv): boolean {
  try {
    return readdirSync(folder(env)).some((file) => file.startsWith(`${nameOf(gitDir)}-`));
  } catch {
    return false;
  }
}

function nameOf(part: string): string {
  return createHash('sha256').update(part).digest('hex').slice(0, 24);
}

/** What an earlier run left, or undefined. What is damaged shows by its sum and means scanning again; it is no boundary against the same user. */
export function readCache(file: string, manner: string): CachedHistory | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    if (text.slice(0, end) !== sumOf(text.slice(end + 1))) return undefined;
    const cached = JSON.parse(text.slice(end + 1)) as CachedHistory; // Written by `writeCache`: the sum is right.
    return cached.manner === manner ? cached : undefined;
  } catch {
    return undefined;
  }
}

/** Without a cache the next scan takes as long as this one: no reason to fail. */
export function writeCache(file: string, cached: CachedHistory): void {
  try {
    makeFolder(dirname(file), 0o700);
    const text = JSON.stringify(cached);
    const half = `${file}.${process.pid}`;
    writeFileSync(half, `${sumOf(text)}\n${text}`, { mode: 0o600 });
    renameSync(half, file);
  } catch {
    // See above.
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(`${FORM}\0${text}`).digest('hex');
}
