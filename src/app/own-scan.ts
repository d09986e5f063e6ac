import type { Settings } from '../config/settings.js';
import { hasSecretVariables, type OwnFile, ownFiles } from '../sources/own-files.js';
import type { PackagePlace } from './package-scan.js';
import type { Beside, Look } from './run-scan.js';

/** Looks for the developer's own credentials; loaded with the first text, where there are any. Undefined where they are not to be looked for. */
export function ownScan({ root, context }: PackagePlace, settings: Settings, look: Look): { readonly judge: Beside; close(): void } | undefined {
  if (!settings.ownSecrets || !look.ruleset.runs('own-secret')) return undefined;
  let loaded: import('./own-secrets.js').OwnSecrets | 'none' | undefined;
  const load = async (files: readonly OwnFile[]): Promise<import('./own-secrets.js').OwnSecrets> => {
    const { OwnSecrets } = await import('./own-secrets.js');
    return new OwnSecrets(files, context, look);
  };
  return {
    judge(text, already) {
      if (loaded === undefined) {
        const files = ownFiles(root, context.env['HOME'] ?? context.env['USERPROFILE']);
        if (files.length > 0 || hasSecretVariables(context.env)) {
          return load(files).then((own) => {
            loaded = own;
            return own.judge(text, already);
          });
        }
        loaded = 'none';
      }
      return loaded === 'none' ? undefined : loaded.judge(text, already);
    },
    close() {
      if (loaded !== undefined && loaded !== 'none') loaded.close();
    },
  };
}
