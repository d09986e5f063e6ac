import { hash } from '../rules/hash.js';

/**
 * The id git gives to a file's content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 *
 * @param digits of an id in the repository: 40 where it uses SHA-1, 64 where SHA-256.
 */
export function blobId(content: Uint8Array, digits: number): string {
  return hash(digits === 40 ? 'sha1' : 'sha256', Buffer.from(`blob ${content.length}\0`), content).toString('hex');
}
