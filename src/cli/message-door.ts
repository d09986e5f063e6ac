import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scanWords } from '../app/message-scan.js';
import { type ExitCode, fails } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import { prettyReport } from '../report/pretty.js';
import type { GitContext } from '../sources/git-process.js';
import { agentIn } from './agent.js';
import type { Terminal } from './terminal.js';

/** Scans the message of a commit and the people it names: https://git-scm.com/docs/githooks#_commit_msg */
export async function messageDoor(file: string | undefined, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const { result, settings } = await scanWords(messageIn(file, context), context, agentIn(context.env));
  terminal.out(prettyReport(result, { colour: terminal.outColour, width: terminal.width, quiet: true, verbose: false, fails: (finding) => fails(finding, settings.failOn) }));
  if (!result.findings.some((finding) => fails(finding, settings.failOn))) return 0;
  if (result.findings.every((finding) => finding.kind === 'policy' || !fails(finding, settings.failOn))) {
    terminal.err(
      `precommit-guard: refused: a person has to answer for this commit. The message is kept in ${file}: a person who has read the change adds their name, git commit -e -F ${file}\n`,
    );
    return 1;
  }
  terminal.err(`precommit-guard: refused: a message is for everyone and for ever. It is kept in ${file}: take the secret out, and commit again with git commit -e -F ${file}\n`);
  return 1;
}

function messageIn(file: string | undefined, { cwd }: GitContext): string {
  if (file === undefined) throw new GuardError('usage', 'commit-msg needs the file with the message.', { hint: 'git runs it so: hook commit-msg .git/COMMIT_EDITMSG' });
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new GuardError('unreadable', 'The message of the commit cannot be read.', { hint: 'Check the file that git names, .git/COMMIT_EDITMSG.', cause });
  }
}
