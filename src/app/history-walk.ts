import { GuardError } from '../model/guard-error.js';
import type { GitContext } from '../sources/git-process.js';
import { GitLines } from '../sources/history-lines.js';
import { literal } from '../sources/history-log.js';
import { missingObject } from '../sources/history-objects.js';
import type { Revisions } from '../sources/history-revisions.js';

/** One of several equal parts of a history: `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Does an object belong to the shard? Ids are hashes: any part of them divides evenly. */
export function inShard(id: string, { index, count }: Shard): boolean {
  return Number.parseInt(id.slice(0, 8), 16) % count === index - 1;
}

export interface Walk {
  readonly revisions: Revisions;
  /** Also what is staged and in no commit. */
  readonly indexed: boolean;
  /** Ids that no walk finds. */
  readonly more: readonly string[];
  readonly shard: Shard | undefined;
  /** Ends the walk early when it says so. */
  readonly stopped: () => boolean;
  readonly missing: (id: string, error: GuardError) => void;
}

/** The ids of all commits, tags and blobs, each once: what is told with names would be no ids to git, and trees hold no text but names. */
export async function* objectIds({ revisions, indexed, more, shard, stopped, missing }: Walk, context: GitContext): AsyncGenerator<readonly string[]> {
  const limited = revisions.paths.length === 0 ? [] : ['--full-history', '--sparse'];
  const from = [...revisions.options, '--stdin', '--', ...literal(revisions.paths)];
  const objects = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--filter-provided-objects', ...limited];
  const blobs = new GitLines([...objects, ...(indexed ? ['--indexed-objects'] : []), '--filter=object:type=blob', ...from], context, revisions.input);
  const messages = new GitLines([...objects, '--filter=tree:0', ...from], context, revisions.input);
  const both = async function* (): AsyncGenerator<readonly string[]> {
    yield* blobs;
    yield* messages;
    yield more;
  };
  try {
    for await (const lines of both()) {
      if (stopped()) return;
      const ids: string[] = [];
      for (const line of lines) {
        if (line.startsWith('?')) missing(line.slice(1), missingObject(line.slice(1)));
        else if (line !== '' && (shard === undefined || inShard(line, shard))) ids.push(line);
      }
      yield ids;
    }
  } finally {
    messages.end();
    blobs.end();
  }
}

/** Parses `2/7`. */
export function shardOf(text: string): Shard {
  const [, index, count] = /^([0-9]{1,5})\/([0-9]{1,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index !== undefined && shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new GuardError('usage', 'A shard is its number and how many there are.', { hint: 'For example: npx precommit-guard history --shard 2/7' });
}
