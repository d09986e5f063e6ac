import { type GitContext, GitProcess } from './git-process.js';

/** The lines of a git command's output, as many at a time as came together. */
export async function* gitLines(args: readonly string[], context: GitContext, input?: string): AsyncGenerator<readonly string[]> {
  const git = new GitProcess(args, context, input === undefined ? 'ignore' : 'pipe');
  git.stdin?.end(input);
  let rest = '';
  for await (const chunk of git.chunks()) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}

/** All lines of a command with a bounded answer. */
export async function allGitLines(args: readonly string[], context: GitContext, input?: string): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of gitLines(args, context, input)) for (const line of lines) if (line !== '') all.push(line);
  return all;
}
