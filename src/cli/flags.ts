import { FORMATS } from '../report/formats.js';

/** One option: the table feeds the parser, `--help` and the README. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What its value is called; without one the flag is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  /** The commands that heed it, `scan` for none; without a list it may stand with any. With another it would be passed over, and what was asked for not be done. */
  readonly heededBy?: readonly string[];
  readonly help: string;
}

const SCAN = ['scan'];
const HISTORY = ['history', 'merge'];

export const FLAGS = [
  { name: 'staged', help: 'scan what the next commit would add (the default inside a repository)' },
  { name: 'range', heededBy: SCAN, value: 'A..B', help: 'scan what the commits of a range add' },
  { name: 'stdin-filename', heededBy: SCAN, value: 'NAME', help: 'the name of the file that - reads from standard input' },
  { name: 'all-lines', heededBy: SCAN, help: 'report all lines of the scanned files, not only added ones' },
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: ['pretty', ...FORMATS.map(({ name }) => name)],
    help: 'how the report is written: pretty (default), or one of the formats below',
  },
  { name: 'output', short: 'o', value: 'FILE', help: 'write the report to a file instead of standard output' },
  { name: 'config', short: 'c', value: 'FILE', help: 'read this configuration instead of searching one' },
  { name: 'no-config', help: 'read no configuration' },
  { name: 'preset', value: 'NAME', choices: ['recommended', 'strict', 'secrets-only'], help: 'recommended (default), strict or secrets-only' },
  { name: 'only', value: 'RULE', multiple: true, help: 'run only this rule (repeatable)' },
  { name: 'skip', value: 'RULE', multiple: true, help: 'leave this rule out (repeatable)' },
  { name: 'baseline', value: 'FILE', help: 'let pass the findings that this file has (default: .precommit-guard-baseline, where it is)' },
  { name: 'fail-on', value: 'LEVEL', choices: ['error', 'warning', 'note', 'never'], help: 'findings from this level on fail the scan (default: error)' },
  { name: 'online', heededBy: SCAN, help: 'ask the registry of the project for packages that are new: do they exist, how old are they' },
  { name: 'allow-incomplete', help: 'do not fail when something could not be scanned; it is still said' },
  { name: 'engine', value: 'NAME', choices: ['auto', 're2', 'builtin'], help: 'regular expression engine: auto (default), re2 or builtin' },
  { name: 'quiet', short: 'q', help: 'print only what fails the scan' },
  { name: 'verbose', help: 'print notes and skipped files too' },
  { name: 'no-color', help: 'no colours (NO_COLOR and FORCE_COLOR are heeded)' },
  { name: 'cwd', value: 'FOLDER', help: 'run as if started there' },
  { name: 'undo', heededBy: ['init', 'fix'], help: 'with init: put everything back as it was; with fix: take the last fix back' },
  {
    name: 'agent',
    heededBy: ['init'],
    value: 'NAME',
    multiple: true,
    help: 'with init: put the hooks of a coding agent in place: claude, codex, copilot, cursor, gemini (repeatable)',
  },
  { name: 'fix', help: 'the same as fix' },
  { name: 'yes', heededBy: ['init', 'fix'], short: 'y', help: 'with init and fix: do not ask' },
  { name: 'ci', heededBy: ['init'], value: 'HOST', choices: ['github', 'gitlab'], help: 'with init: a job in CI too (github or gitlab)' },
  { name: 'json', help: 'the same as --format json' },
  { name: 'all', heededBy: HISTORY, help: 'history: all refs, notes and stash entries (the default)' },
  { name: 'since', heededBy: [...HISTORY, 'stats'], value: 'DATE', help: 'history: only commits since then' },
  { name: 'max-commits', heededBy: HISTORY, value: 'N', help: 'history: only the N newest commits' },
  { name: 'unreachable', heededBy: HISTORY, help: 'history: also what only reflogs and the index hold, and what nothing holds any more' },
  { name: 'replace-text', heededBy: HISTORY, value: 'FILE', help: 'history: write the found secrets, for git filter-repo, to a new file outside the repository' },
  { name: 'no-cache', heededBy: [...HISTORY, 'stats'], help: "history: read everything, and leave nothing in the user's cache folder" },
  { name: 'threads', heededBy: HISTORY, value: 'N', help: 'history: how many threads look at what git reads (default: half the cores from four on, at most 4; 0: none)' },
  { name: 'shard', heededBy: ['history'], value: 'I/N', help: 'history: only the I-th of N equal parts; merge joins their reports' },
  { name: 'help', short: 'h', help: 'print this help' },
  { name: 'version', short: 'V', help: 'print the version' },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]['name'];
