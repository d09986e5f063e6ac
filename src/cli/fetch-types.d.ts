/** A name of the DOM library that the types of the MCP SDK take for granted. https://fetch.spec.whatwg.org/#typedefdef-headersinit */
type HeadersInit = string[][] | Record<string, string> | Headers;
