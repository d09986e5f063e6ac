import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const write = (project, name, text) => writeFileSync(join(project.package, name), text);
const editManifest = (project, change) => {
  const file = join(project.package, 'package.json');
  writeFileSync(file, `${JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }, null, 2)}\n`);
};
const husky = (project, task) => {
  const wrong = project.exec('husky init');
  if (wrong === undefined) write(project, '.husky/pre-commit', `${task}\n`);
  return wrong;
};

/** Without node_modules init cannot run a tool itself, and says so. */
const runWhatInitSays = (project, words) => (existsSync(join(project.package, 'node_modules')) ? undefined : project.exec(words));

/** What a project may have that runs hooks: the packages it adds, and what its people did before they heard of us. Hands back undefined, or what went wrong. */
export const SET_UPS = {
  'git alone': { packages: '', prepare: () => undefined },
  husky: { packages: 'husky', prepare: (project) => husky(project, 'echo mine') },
  'husky + lint-staged': {
    packages: 'husky lint-staged@16',
    prepare: (project) => {
      editManifest(project, { 'lint-staged': { '*.js': 'node --check' } });
      return husky(project, project.manager.exec('lint-staged'));
    },
  },
  lefthook: {
    packages: 'lefthook@1',
    prepare: (project) => {
      write(project, 'lefthook.yml', 'pre-commit:\n  commands:\n    mine:\n      run: echo mine\n');
      return project.exec('lefthook install');
    },
    afterInit: (project) => runWhatInitSays(project, 'lefthook install'),
    afterUndo: (project) => runWhatInitSays(project, 'lefthook install'),
  },
  'simple-git-hooks': {
    packages: 'simple-git-hooks',
    prepare: (project) => {
      editManifest(project, { 'simple-git-hooks': { 'pre-commit': 'echo mine' } });
      return project.exec('simple-git-hooks');
    },
    afterInit: (project) => runWhatInitSays(project, 'simple-git-hooks'),
    afterUndo: (project) => runWhatInitSays(project, 'simple-git-hooks'),
  },
  'a package below the top': { packages: '', inside: 'packages/app', prepare: () => undefined },
  'a new worktree': {
    packages: '',
    prepare: () => undefined,
    /** Hooks stand in the main worktree; the new one has no node_modules. */
    afterInit: (project) => {
      project.commitIn = `${project.root}-2`;
      const wrong = project.run(`git add -A && git commit -qm first && git worktree add -q ${project.commitIn}`, project.root);
      return wrong ?? (existsSync(join(project.commitIn, 'node_modules')) ? 'it has packages' : undefined);
    },
  },
};
