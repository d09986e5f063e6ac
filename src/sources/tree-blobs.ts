import { GITLINK } from './diff-entry.js';
import { type GitContext, gitOutput } from './git-process.js';
import { pathText } from './path-text.js';

/** All files of a tree: https://git-scm.com/docs/git-ls-tree */
export async function treeBlobs(tree: string, context: GitContext): Promise<{ readonly blob: string; readonly path: string }[]> {
  const output = await gitOutput(['ls-tree', '-r', '-z', '--full-tree', tree], context);
  const files: { blob: string; path: string }[] = [];
  for (let at = 0, end = output.indexOf(0); end >= 0; at = end + 1, end = output.indexOf(0, at)) {
    const tab = output.indexOf(0x09, at);
    const [mode, , blob = ''] = output.toString('latin1', at, tab).split(' ');
    if (mode !== GITLINK) files.push({ blob, path: pathText(output.subarray(tab + 1, end)) });
  }
  return files;
}
