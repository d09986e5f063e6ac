// Where the program has its rules, and the thread of a scan of a history: beside itself. The build puts them where the source asks for RULES_FILE and THREAD_FILE.
export const rulesFile = `${__dirname}/rules.dat`;
export const threadFile = `${__dirname}/history-thread.cjs`;
