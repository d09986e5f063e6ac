import type { Finding } from '../model/finding.js';

/** What a finding lies in, for a person: a path, or what takes its place. Not escaped. */
export function placeName({ where, path }: Finding): string {
  switch (where) {
    case 'file':
    case 'file-name':
      return path;
    case 'person':
      return 'author or committer';
    case 'ref-name':
      return 'name of the branch or tag';
    default:
      return where.replace('-', ' ');
  }
}

/** What a program takes for the path of a finding: formats that know nothing but files need one for a message or a name too. */
export function pathOrPlace(finding: Finding): string {
  return finding.path === '' ? finding.where : finding.path;
}

/** " in commit 0123456789ab", or nothing. */
export function inCommit({ origin }: Finding): string {
  return 'commit' in origin && origin.commit !== undefined && origin.commit !== '' ? ` in commit ${origin.commit.slice(0, 12)}` : '';
}
