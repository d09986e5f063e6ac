import * as v from 'valibot';

const globs = v.array(v.pipe(v.string(), v.minLength(1)));
const level = v.picklist(['error', 'warning', 'note']);

/** What a configuration file may say. Everything has a default; unknown keys are errors. */
export const configSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description('Where editors find this schema.'))),
  preset: v.optional(v.pipe(v.picklist(['recommended', 'strict', 'secrets-only']), v.description('Which kinds of rules run, and from which level a finding fails the scan.'))),
  include: v.optional(v.pipe(globs, v.description('Only paths that match one of these globs are scanned. Relative to the repository root.'))),
  exclude: v.optional(v.pipe(globs, v.description('Paths that match one of these globs are left out, and counted aloud.'))),
  rules: v.optional(v.pipe(v.record(v.string(), v.picklist(['off', 'error', 'warning', 'note'])), v.description('Level of single rules by id, or off.'))),
  failOn: v.optional(v.pipe(v.picklist([...level.options, 'never']), v.description('Findings from this level on fail the scan.'))),
  bypass: v.optional(
    v.pipe(
      v.picklist(['warn', 'allow', 'refuse']),
      v.description('What becomes of a commit with findings that a person makes with --no-verify. A coding agent is always refused.'),
    ),
  ),
  salt: v.optional(v.pipe(v.string(), v.minLength(8), v.description('Keys the fingerprints of this repository. Not a secret; any random text.'))),
});

export type Config = v.InferOutput<typeof configSchema>;
