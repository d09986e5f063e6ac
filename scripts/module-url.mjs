// What `import.meta.url` is in CommonJS; the build puts it where it is asked for.
import { pathToFileURL } from 'node:url';

export const moduleUrl = pathToFileURL(__filename).href;
