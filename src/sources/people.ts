import { type GitContext, gitOutput } from './git-process.js';

/** Author and committer of the commit that is being made, `Name <address>`, as git knows them: https://git-scm.com/docs/git-var */
export async function committers(context: GitContext): Promise<string[]> {
  // Without an identity git makes no commit.
  const idents = await Promise.all(['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((name) => gitOutput(['var', name], context).catch(() => Buffer.alloc(0))));
  return [...new Set(idents.map((ident) => ident.toString('utf8').replace(/ [0-9]+ [+-][0-9]{4}\n$/, '')))].filter((person) => person !== '');
}
