import { createHash } from 'node:crypto';
import type { HistoryPlaces } from './history-places.js';
import { githubToken } from './tokens.js';

/** More than the objects that git reads as fast as we do. */
export const COMMITS = 50;
export const FILES = 50;

/** Lines of a file, of which each version changes a few. */
export function version(file: number, commit: number): string {
  const lines = Array.from({ length: 40 }, (_, at) =>
    createHash('sha1')
      .update(`${file} ${at} ${at === (commit * 7) % 40 ? commit : ''}`)
      .digest('base64url'),
  );
  // In one version of each file, which the next takes out again.
  if (commit === file) lines.splice(20, 0, `const token = '${githubToken(`packs-${file}`)}';`);
  return `${lines.join('\n')}\n`;
}

/** What `git fast-import` makes many commits of. */
function stream(): string {
  let text = '';
  for (let commit = 0; commit < COMMITS; commit++) {
    const message = `commit ${commit}`;
    text += `commit refs/heads/many\ncommitter Test <test@example.com> ${1_700_000_000 + commit} +0000\ndata ${message.length}\n${message}\n`;
    for (let file = 0; file < FILES; file++) {
      const content = version(file, commit);
      text += `M 100644 inline many/${file}.txt\ndata ${content.length}\n${content}\n`;
    }
  }
  return text;
}

/** Some secrets in all places, and a history of more objects than a thread is worth. */
export function fill(places: HistoryPlaces): void {
  const { repo } = places;
  places.files();
  places.merges();
  places.words();
  const ran = repo.run('git', ['fast-import', '--quiet'], { input: stream() });
  if (ran.code !== 0) throw new Error(ran.all);
}
