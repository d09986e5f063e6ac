/** For a coding agent's instructions: `precommit-guard agent instructions > precommit-guard.md`. */
export const INSTRUCTIONS = `# precommit-guard

This repository is guarded against leaked secrets and insecure code. Hooks scan what you write, what you read, the commands you run, and every commit.

- Never write a credential into a file: read it from the environment (\`process.env.NAME\`, \`os.environ["NAME"]\`) and name it in \`.env.example\`. Values live in \`.env\`, which git ignores; ask the person
  for them, do not read \`.env\`.
- Pass values to SQL, shells, paths and HTML as parameters, never glued into the text. Never switch off TLS checks.
- A refusal says where, why and what to write instead. Repair it and go on. \`npx precommit-guard fix --yes\` repairs what is staged where that is certain; \`npx precommit-guard rules explain RULE\` tells
  more.
- Do not bypass: no \`--no-verify\`, no \`commit -n\`, no \`HUSKY=0\`, no \`core.hooksPath\`, no edits of hooks. Do not split or encode a value to get it past a rule.
- A false alarm gets a comment with its reason, which a person reviews:
  \`precommit-guard-ignore-next-line RULE -- the reason\`
- Before you commit: \`npx precommit-guard --staged\`. Exit codes: 0 clean, 1 findings, 2 not scanned.
`;
