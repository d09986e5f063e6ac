/** The words that name a command where they stand first. */
export const COMMANDS = ['agent', 'baseline', 'completion', 'doctor', 'fix', 'fixture', 'history', 'import', 'init', 'lsp', 'mcp', 'merge', 'rules', 'selftest', 'stats'] as const;
