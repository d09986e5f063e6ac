// Where the program has its rules, and the threads of a scan of a history: beside itself. The build puts them where the source asks for RULES_FILE, THREAD_FILE and PACK_THREAD_FILE.
export const rulesFile = `${__dirname}/rules.dat`;
export const threadFile = `${__dirname}/history-thread.cjs`;
export const packThreadFile = `${__dirname}/pack-thread.cjs`;
