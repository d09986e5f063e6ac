import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { StoredPass } from '../app/history-first-pass.js';
import type { ExitCode } from '../app/verdict.js';
import { GuardError } from '../model/guard-error.js';
import { BUILD } from '../model/version.js';
import type { GitContext } from '../sources/git-process.js';
import type { Arguments } from './arguments.js';
import { historyCommand } from './history-command.js';
import type { Terminal } from './terminal.js';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const reportSchema = v.object({
  shard: v.object({
    index: v.number(),
    count: v.number(),
    whole: v.string(),
    pass: v.object({
      blobs: v.array(id),
      messages: v.array(id),
      suspicions: v.array(v.tuple([id, v.boolean(), v.array(v.string()), v.nullable(v.array(v.tuple([v.number(), v.number()])))])),
      skipped: v.array(v.tuple([id, v.string()])),
      failed: v.array(v.tuple([id, v.string(), v.string(), v.string()])),
      objects: v.number(),
      bytes: v.number(),
    }),
  }),
});

type ShardReport = v.InferOutput<typeof reportSchema>['shard'];

/**
 * `merge REPORT…`: what the shards suspect is attributed and told together, as one run would have. It runs where the history is: which commit brought a key can only be told from all of its versions.
 */
export async function mergeCommand(args: Arguments, context: GitContext, terminal: Terminal): Promise<ExitCode> {
  const files = args.positionals.slice(1);
  const shards = files.map((file) => shardIn(resolve(context.cwd, file), file));
  const [first] = shards;
  if (first === undefined) throw new GuardError('usage', 'There are no reports to merge.', { hint: 'npx precommit-guard merge shard-1.json shard-2.json …' });
  const { count, whole } = first;
  if (shards.some((shard) => shard.count !== count || shard.whole !== whole))
    throw new GuardError('usage', 'The reports are not parts of one scan.', { hint: 'All shards need the same refs, options and version.' });
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !shards.some((shard) => shard.index === index));
  if (missing.length > 0) {
    throw new GuardError('unreadable', `There is no report of ${missing.map((index) => `shard ${index}/${count}`).join(', ')}: that part of the history was not scanned.`, {
      hint: 'Run what is missing again and merge all reports.',
    });
  }
  if (!whole.startsWith(`${BUILD}-`)) throw new GuardError('usage', 'The reports were made by another version of precommit-guard.', { hint: 'Use one version for all.' });
  const once = [...new Map(shards.map((shard) => [shard.index, shard])).values()];
  const passes = once.map(({ pass }) => pass as StoredPass); // Written by `storedPass`; a kind that is not known would only be printed.
  return historyCommand(args, context, terminal, { whole: whole.slice(BUILD.length + 1), passes }, []);
}

function shardIn(file: string, given: string): ShardReport {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new GuardError('unreadable', `The report ${given} cannot be read.`, { hint: 'Name the files that history --shard wrote with --format json.', cause });
  }
  try {
    return v.parse(reportSchema, JSON.parse(text)).shard;
  } catch (cause) {
    throw new GuardError('usage', `${given} is no report of a shard, or was cut off.`, { hint: 'npx precommit-guard history --shard 1/4 --format json --output FILE', cause });
  }
}
