import * as v from 'valibot';

const globs = v.array(v.pipe(v.string(), v.minLength(1)));
const names = globs;
const level = v.picklist(['error', 'warning', 'note']);

const rules = v.record(v.string(), v.picklist(['off', 'error', 'warning', 'note']));
const preset = v.picklist(['recommended', 'strict', 'secrets-only']);
const oneOrMore = v.union([v.pipe(v.string(), v.minLength(1)), v.pipe(globs, v.minLength(1))]);

/** Findings that are let pass, and why: those for which all that is named is true. */
const allowance = v.pipe(
  v.strictObject({
    paths: v.optional(v.pipe(oneOrMore, v.description('Globs of the paths, relative to the repository root.'))),
    rules: v.optional(v.pipe(oneOrMore, v.description('Ids of the rules.'))),
    fingerprints: v.optional(v.pipe(oneOrMore, v.description('Fingerprints of single findings, as --verbose and --format json show them.'))),
    reason: v.pipe(v.string(), v.regex(/\S{2}/, 'a reason of some words'), v.description('Why this is a false alarm, or a risk that is taken.')),
    until: v.optional(v.pipe(v.string(), v.isoDate('a day such as 2027-01-31'), v.description('The last day on which it counts.'))),
  }),
  v.check(({ paths, rules: ids, fingerprints }) => paths !== undefined || ids !== undefined || fingerprints !== undefined, 'paths, rules or fingerprints'),
);

const pathRules = v.strictObject({
  files: v.pipe(oneOrMore, v.description('Globs of the paths, relative to the repository root.')),
  preset: v.optional(v.pipe(preset, v.description('Which kinds of rules run there, and from which level a finding fails the scan.'))),
  rules: v.optional(v.pipe(rules, v.description('Level of single rules there by id, or off.'))),
});

/** What a configuration file may say. Everything has a default; unknown keys are errors. */
export const configSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description('Where editors find this schema.'))),
  preset: v.optional(v.pipe(preset, v.description('Which kinds of rules run, and from which level a finding fails the scan.'))),
  include: v.optional(v.pipe(globs, v.description('Only paths that match one of these globs are scanned. Relative to the repository root.'))),
  exclude: v.optional(v.pipe(globs, v.description('Paths that match one of these globs are left out, and counted aloud.'))),
  rules: v.optional(v.pipe(rules, v.description('Level of single rules by id, or off.'))),
  ruleFiles: v.optional(
    v.pipe(globs, v.description('Files of rules of your own, or folders of them, relative to the repository root. precommit-guard rules check looks them over.')),
  ),
  paths: v.optional(v.pipe(v.array(pathRules), v.description('Other rules for some paths; of entries that match a path the last one wins.'))),
  allow: v.optional(v.pipe(v.array(allowance), v.description('Findings that are let pass, each entry with a reason.'))),
  comments: v.optional(
    v.pipe(
      v.array(v.picklist(['bandit', 'betterleaks', 'detect-secrets', 'eslint', 'ggshield', 'gitleaks', 'secretlint', 'semgrep', 'trufflehog'])),
      v.description('Tools whose suppression comments count too.'),
    ),
  ),
  failOn: v.optional(v.pipe(v.picklist([...level.options, 'never']), v.description('Findings from this level on fail the scan.'))),
  bypass: v.optional(
    v.pipe(
      v.picklist(['warn', 'allow', 'refuse']),
      v.description('What becomes of a commit with findings that a person makes with --no-verify. A coding agent is always refused.'),
    ),
  ),
  packages: v.optional(
    v.pipe(
      v.strictObject({
        allow: v.optional(v.pipe(names, v.description('Package names that are right, whatever they look like; * stands for anything.'))),
        block: v.optional(v.pipe(names, v.description('Package names that must not be used; * stands for anything.'))),
      }),
      v.description('What the rules about packages take for granted.'),
    ),
  ),
  ownSecrets: v.optional(v.pipe(v.boolean(), v.description("Look for the developer's own credentials, of ignored .env files, credential files and the environment (true)."))),
  zones: v.optional(
    v.pipe(globs, v.description("Globs of critical paths: an assistant's commit that changes one needs the name of a person who has read it. Relative to the repository root.")),
  ),
  assistants: v.optional(v.pipe(globs, v.description('Names or addresses of more assistants, as they stand in authors and Co-authored-by.'))),
  reviewTrailers: v.optional(v.pipe(globs, v.minLength(1), v.description("Trailers by which a person answers for an assistant's commit (Reviewed-by)."))),
  salt: v.optional(v.pipe(v.string(), v.minLength(8), v.description('Keys the fingerprints of this repository. Not a secret; any random text.'))),
});

export type Config = v.InferOutput<typeof configSchema>;
