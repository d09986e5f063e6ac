import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maskCode } from '../../src/detect/code-mask.js';
import { PROJECT } from './installed.js';

/** A TypeScript file of the project. */
export interface SourceFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files below a folder of the project, but for what the build writes. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));
}

/** What a file imports, by whatever form of import, type imports included. */
export function importsOf(text: string): string[] {
  const forms = [
    /\b(?:import|export)\b[^'"`;()=]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
    /\brequire\s*(?:\.resolve\s*)?\(\s*['"`]([^'"`]+)['"`]/g,
    /\bcreateRequire\s*\([^)]*\)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  ];
  return forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}

/** The code of a file alone: comments and string literals become blanks, code in templates stays. */
export function codeOf(text: string): string {
  const latin1 = Buffer.from(text).toString('latin1');
  let code = '';
  let at = 0;
  for (const { start, end } of maskCode(latin1, 'typescript').regions) {
    code += latin1.slice(at, start) + latin1.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return code + latin1.slice(at);
}
