import { type GitContext, GitProcess } from './git-process.js';

/** The lines of a git command's output, as many at a time as came together. The command runs from the first call on, and says what it has to say as soon as it is asked. */
export class GitLines {
  readonly #git: GitProcess;

  constructor(args: readonly string[], context: GitContext, input?: string) {
    this.#git = new GitProcess(args, context, input === undefined ? 'ignore' : 'pipe');
    this.#git.stdin?.end(input);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly string[]> {
    let rest = '';
    for await (const chunk of this.#git.chunks()) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines;
    }
    if (rest !== '') yield [rest];
  }

  /** Ends a command that nobody wants to hear any more. */
  end(): void {
    this.#git.end();
  }
}

/** The lines of a command that runs when the first is asked for. */
export async function* gitLines(args: readonly string[], context: GitContext, input?: string): AsyncGenerator<readonly string[]> {
  yield* new GitLines(args, context, input);
}

/** All lines of a command with a bounded answer. */
export async function allGitLines(args: readonly string[], context: GitContext, input?: string): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of gitLines(args, context, input)) for (const line of lines) if (line !== '') all.push(line);
  return all;
}
