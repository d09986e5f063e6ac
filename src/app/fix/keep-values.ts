import type { Variable } from '../../detect/fix/repair.js';
import { GuardError } from '../../model/guard-error.js';
import type { GitContext } from '../../sources/git-process.js';
import { findRepository } from '../../sources/repository.js';
import { applyToFiles } from './apply.js';
import { isWritable } from './env-file.js';
import { planEnv } from './plan.js';

/** Puts values into the `.env` at the root, its name into .gitignore and theirs into `.env.example`: for an editor, which changes the text itself. */
export async function keepValues(variables: readonly Variable[], root: string, context: GitContext): Promise<void> {
  if (!variables.every(({ value }) => isWritable(value))) throw new GuardError('usage', 'The value cannot be written to .env.', { hint: 'Move it by hand.' });
  applyToFiles(await planEnv(variables, root, findRepository(context) !== undefined, context), root);
}
