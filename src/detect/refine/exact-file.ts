import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';

/** Files that are made to hold secrets, on paths in lower case, and the line of .gitignore that keeps them out. */
const FILES: readonly (readonly [path: RegExp, ignore: string])[] = [
  [/(?:^|\/)\.env(?:\.(?!example|sample|template|dist|default|schema|test)[\w.-]+)?$/, '.env*'],
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/, 'id_*'],
  [/(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker|azure)\/|(?:^|\/)\.config\/gcloud\//, 'the folder'],
  [/(?:^|\/)[._](?:netrc|pgpass|pypirc|dockercfg|htpasswd|my\.cnf|git-credentials)$/, 'the file'],
  [/\.(?:pem|key|p8|ppk)$/, '*.pem, *.key, *.p8, *.ppk'],
  [/\.(?:p12|pfx)$/, '*.p12, *.pfx'],
  [/\.(?:jks|jceks|bks|keystore)$/, '*.jks, *.jceks, *.bks, *.keystore'],
  [/\.kdbx?$/, '*.kdbx'],
  [/\.tfstate(?:\.[\w.]+)?$/, '*.tfstate*'],
  [/\.auto\.tfvars$|(?:^|\/)(?:terraform|secrets?)\.tfvars$/, '*.tfvars'],
  [/(?:^|\/)\.claude\/settings\.local\.json$/, '.claude/settings.local.json'],
  [/(?:^|\/)(?:\.mcp\.json|\.cursor\/mcp\.json|\.vscode\/mcp\.json)$/, 'the file, with variables in one that is shared'],
  [/\.har$/, '*.har'],
  [/(?:^|\/)[\w-]*(?:dump|backup)[\w.-]*\.sql$/, '*.sql of dumps'],
];

/** A secret in a file that should not be in git at all: says how to take the file out and keep it out. */
export const exactFile: Refinement = (candidate, view) => {
  if (candidate.rule.kind !== 'secret' || candidate.level === 'note') return candidate;
  const path = view.path.toLowerCase();
  const ignore = FILES.find(([pattern]) => pattern.test(path))?.[1];
  return ignore === undefined ? candidate : { ...candidate, notes: [...candidate.notes, `a file that belongs outside git: "git rm --cached" it and add ${ignore} to .gitignore`] };
};

const seen = new WeakMap<TextView, Set<string>>();

/** Rules that tell of a whole file by its name and content: only there, and once. */
export const namedFile: Refinement = (candidate, view) => {
  const { files, id } = candidate.rule;
  if (files === undefined) return candidate;
  const told = seen.get(view) ?? new Set();
  seen.set(view, told);
  if (told.has(id) || !new RegExp(files).test(view.path.toLowerCase())) return undefined;
  told.add(id);
  return candidate;
};
