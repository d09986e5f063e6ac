// Where the program has its rules: beside itself. The build puts it where the source asks for RULES_FILE.
export const rulesFile = `${__dirname}/rules.dat`;
