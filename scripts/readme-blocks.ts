import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What the README shows of the program's output; `npm run docs` writes it, a test compares it. */
export interface ReadmeBlock {
  readonly name: string;
  readonly command: string;
  /** The output, with what differs from run to run made the same. */
  output(root: string): string;
}

function run(root: string, args: readonly string[]): string {
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' } });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout
    .trim()
    .replace(/in \d+ ms/g, 'in 40 ms')
    .replace(/with \d+ rules/g, 'with 1200 rules') // They grow by the week.
    .replace(', built-in RegExp', '');
}

export const README_BLOCKS: readonly ReadmeBlock[] = [
  { name: 'demo', command: 'npm run demo', output: (root) => run(root, [join(root, 'scripts/run-tool.mjs'), 'demo']) },
  { name: 'help', command: 'npx precommit-guard --help', output: (root) => run(root, [join(root, 'dist/bin.cjs'), '--help']) },
];

const block = (name: string): RegExp => new RegExp(`(<!-- executed: ${name} -->\n\`\`\`\\w+\n)([\\s\\S]*?)(\`\`\`)`);

/** The content of a marked block, or undefined when there is no such block. */
export function blockIn(readme: string, name: string): string | undefined {
  return block(name).exec(readme)?.[2];
}

export function withBlock(readme: string, name: string, content: string): string {
  return readme.replace(block(name), (_, open: string, _old: string, close: string) => `${open}${content}${close}`);
}

/** As the README shows it: the command, then what it prints. */
export function shown({ command, output }: ReadmeBlock, root: string): string {
  return `$ ${command}\n${output(root)}\n`;
}
