/** The version of the package; a test compares it with package.json. */
export const VERSION = '0.1.0';

/** A hash of rules and code, which the build defines. */
declare const BUILD_ID: string;

/** false where the sources run as they are, and nothing names them. */
export const BUILT = typeof BUILD_ID === 'string';

/** What judges: two builds of one version may find different things. */
export const BUILD = `${VERSION}+${BUILT ? BUILD_ID : 'source'}`;
