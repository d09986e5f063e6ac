import type { Unproven } from '../app/push-look.js';
import { scanPush } from '../app/push-scan.js';
import { ReceiptBook } from '../app/receipt-book.js';
import { type ExitCode, fails, verdict } from '../app/verdict.js';
import type { FailOn } from '../config/settings.js';
import { asGuardError, GuardError } from '../model/guard-error.js';
import type { ScanResult } from '../model/scan-result.js';
import { prettyReport } from '../report/pretty.js';
import { plural } from '../report/summary.js';
import { type GitContext, gitOutput } from '../sources/git-process.js';
import { requireRepository } from '../sources/repository.js';
import type { DoorLook } from './door-look.js';
import { errorText } from './error-text.js';
import type { Terminal } from './terminal.js';

/** Scans what is about to leave and has no receipt. */
export async function pushDoor(looked: DoorLook | undefined, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const { unproven, failure } = looked ?? {};
  if (failure !== undefined) throw new GuardError(failure.code, failure.message, failure.hint === undefined ? {} : { hint: failure.hint });
  if (unproven === undefined) throw new Error('nothing was looked at');
  const repository = requireRepository(context);
  const { result, settings, clean } = await scanPush({ ...unproven, commits: ownErrors(unproven.commits) }, repository, context);
  new ReceiptBook(repository).prove(clean);
  for (const error of result.errors) terminal.err(errorText(error, terminal.errColour));
  const report = prettyReport(result, { colour: terminal.outColour, width: terminal.width, quiet: true, verbose: false, fails: (finding) => fails(finding, settings.failOn) });
  terminal.out(report);
  const code = verdict(result, settings.failOn, false);
  if (code === 0) terminal.err(`precommit-guard: no findings in ${whatWasLookedAt(unproven)}.\n`);
  if (code === 1) terminal.err(`${await wayOut(result, settings.failOn, context)}\n`);
  if (code === 2) terminal.err('precommit-guard: the push was refused, since not all of it was scanned.\n');
  return code;
}

/** What looked first is a program of its own, with its own copy of the class of errors. */
async function* ownErrors<T>(things: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* things;
  } catch (error) {
    throw asGuardError(error) ?? error;
  }
}

function whatWasLookedAt({ objects, refs, seen: { unproven, proven } }: Unproven): string {
  const parts = [
    unproven > 0 && plural(unproven, 'commit'),
    objects.length > 0 && plural(objects.length, 'tag or other object', 'tags and other objects'),
    refs.length > 0 && plural(refs.length, 'name'),
  ].filter((one) => one !== false);
  return `${parts.join(', ')}${proven === 0 ? '' : `; ${plural(proven, 'commit more was', 'commits more were')} found clean before`}`;
}

/** What to do where nothing is wrong but that no person answers for it. */
async function signOffNeeded([first = 'HEAD', ...others]: readonly string[], context: GitContext): Promise<string> {
  return [
    `precommit-guard: the push was refused: a person has to answer for ${[first, ...others].join(', ')}.`,
    '  Who has read the change adds their name to the message, as a trailer: git commit --amend, if it is the last commit.',
    `  If not: git rebase -i ${await below(first, context)}, mark it "reword".`,
  ].join('\n');
}

/** What a rebase that begins with `commit` names: the first commit of all has nothing below it. */
async function below(commit: string, context: GitContext): Promise<string> {
  const line = (await gitOutput(['rev-list', '--max-count=1', '--parents', commit], context)).toString('latin1').trim();
  return line.includes(' ') ? `${commit}^` : '--root';
}

/** What to do about that which must not leave. */
async function wayOut({ findings }: ScanResult, failOn: FailOn, context: GitContext): Promise<string> {
  const failing = findings.filter((finding) => fails(finding, failOn));
  const notes = [...new Set(failing.flatMap(({ where, path }) => (where === 'note' ? [path] : [])))];
  const commits = [
    ...new Set(failing.filter(({ where }) => where !== 'note').flatMap(({ origin }) => ('commit' in origin && origin.commit !== undefined ? [origin.commit.slice(0, 12)] : []))),
  ];
  const [first] = commits;
  if (failing.length > 0 && failing.every(({ kind }) => kind === 'policy')) return signOffNeeded(commits, context);
  const lines = [`precommit-guard: the push was refused${first === undefined ? '' : `: ${commits.join(', ')} ${commits.length === 1 ? 'holds' : 'hold'} what is shown above`}.`];
  if (first !== undefined) {
    lines.push(
      '  Taking it out in a new commit is not enough: the old one would leave all the same.',
      '  If it is the last commit: mend it, then git commit --amend.',
      `  If not: git rebase -i ${await below(first, context)}, mark it "edit", mend it, git commit --amend, git rebase --continue.`,
    );
  }
  if (notes.length > 0)
    lines.push(
      `  What is in a note: git notes edit ${notes.join(', git notes edit ')}; then let the notes of before go: git update-ref refs/notes/commits $(git commit-tree -m notes refs/notes/commits^{tree}).`,
    );
  if (failing.length > 0 && failing.some(({ origin }) => !('commit' in origin)))
    lines.push('  What is in a tag or in a name: git tag -d NAME or git branch -m NAME, and make it anew.');
  lines.push('  If it was ever pushed before, to anywhere: revoke the secret first, whatever you do with the history.');
  return lines.join('\n');
}
