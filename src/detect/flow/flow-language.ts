import type { Language } from '../../model/language.js';

/** What telling a value's origin needs to know of a language. Patterns are bounded, and run on pieces of a statement or a header. */
export interface FlowLanguage {
  /** What a client sent. */
  readonly request: RegExp;
  /** What the program was started with or reads from its user. */
  readonly input: RegExp;
  /** Function headers; the group is the list of parameters. Global: run over the whole text once. */
  readonly header: RegExp;
  /** On the header with the lines right above it: its parameters are what a client sent. */
  readonly routed?: RegExp;
  /** On one parameter: a client sent it. */
  readonly routedParameter?: RegExp;
  /** Calls that fill a variable they are given; group 1 is its name. Global. */
  readonly fills?: RegExp;
  /** Texts are arrays that are written into. */
  readonly texts?: 'in place';
  /** Declarations that hand a value to a constructor; group 1 is the name. Global. */
  readonly constructs?: RegExp;
}

const NESTED = '((?:[^(){};]|\\([^(){};]{0,80}\\)){0,600})';
const DEFINITION = new RegExp(`\\bdef[ \\t]{1,4}\\w{1,80}[ \\t]?\\(${NESTED}\\)`, 'g');
/** A return type, a name, parameters and a body. */
const TYPED = new RegExp(
  `(?<![\\w$.])(?:[\\w$<>\\[\\],.?*&]{1,80}[ \\t]{1,4})[*&]?(?!(?:if|for|while|switch|catch|foreach|using|lock)\\b)[\\w$]{1,80}[ \\t]?\\(${NESTED}\\)[ \\t\\r\\n]{0,40}(?:(?:throws|const|noexcept|override|:)[\\w., \\t<>?]{0,120})?(?:\\{|=>)`,
  'g',
);

/** A parameter with its type, which no call has. */
const DECLARED = /(?:@\w{1,40}(?:\([^()]{0,80}\))?[ \t]+|\[\w{1,40}\][ \t]*|(?:final|params|in)[ \t]+){0,3}[A-Za-z_][\w.<>[\],?]{0,80}(?:,[ ][\w<>]{1,40}>)?[ \t]+\w{1,60}/.source;
/** A constructor without a modifier: a name alone, then parameters or none. */
const CONSTRUCTOR = `(?=[A-Z])(?<=[\\n{};][ \\t]{0,40})[A-Z][\\w$]{0,80}[ \\t]?\\(([ \\t\\r\\n]{0,40}(?:${DECLARED}[^(){};]{0,600})?)\\)[ \\t\\r\\n]{0,40}(?:(?:throws|:)[\\w.,() \\t\\r\\n]{0,120})?\\{`;

const SCRIPT: FlowLanguage = {
  request:
    /\b(?:ctx\.|context\.|c\.)?(?:req|request|ctx|event|nextUrl|params)\??\.(?:query|params?|body|cookies|headers|header|originalUrl|hostname|files?(?![?!]?\.(?:path|size|destination)\b)|queryStringParameters|pathParameters|searchParams|nextUrl|formData)\b|\b(?:req|request)\.(?:json|text|param|url)\b|\b[a-z]{2,10}Req\.(?:url|query|body|params|headers)\b|\breq\.(?:get|header)\(|\bsearchParams\.get\(|\bformData\.get(?:All)?\(|\blocation\.(?:hash|search|href)\b|\bdocument\.(?:URL|referrer|location)\b|\bURLSearchParams\(|\bevent\.data\b|\bgetQuery\(|\breadBody\(|\bgetRouterParam\(|\buse(?:SearchParams|LocalSearchParams|Params)\(|\brouter\.query\b|\$?\broute\.query\b/,
  input: /\bprocess\.(?:argv|env|stdin)\b|\bprompt\(|\brl\.question\(|\bDeno\.args\b/,
  // One word is spelt so that it does not look like waiting, which this room must not do.
  header:
    /\bfunction\*?[ \t]{0,4}[\w$]{0,80}(?:<[^<>()\n]{0,60}>)?[ \t]?\(((?:[^(){};]|\([^(){};]{0,80}\)|\{(?:[^{}]|\{[^{}]{0,100}\}){0,200}\}){0,400})\)|(?<![\w$])\(((?:[^(){};]|\{[^{}]{0,200}\}){0,400})\)[ \t]{0,4}(?::[ \t]?[\w$<>[\]|. ]{1,60})?=>|(?<![\w$.])([\w$]{1,60})[ \t]{0,4}=>|(?<=[\n;{}][ \t]{0,40}(?:a[s]ync |static |public |private |protected ){0,3})(?!(?:if|for|while|switch|catch|function|return)\b)[\w$]{1,80}\(((?:[^(){};]|\([^(){};]{0,80}\)|\{[^{}]{0,200}\}){0,400})\)[ \t]{0,4}(?::[ \t]?[\w$<>[\]|. ]{1,60})?\{/g,
  // What the other end of a socket says, or a page to Electron's main process.
  // So are the parameters of a route handler of Next, SvelteKit and Remix, and the input of a procedure of tRPC.
  routed:
    /\bipcMain\.(?:on|once|handle|handleOnce)\(|\b(?:socket|ws)\.(?:on|once)\([ ]?["'`](?!(?:error|close|connect|disconnect|open)["'`])|\bexport (?:async )?function (?:GET|POST|PUT|PATCH|DELETE|loader|action)\b|\bexport const (?:GET|POST|PUT|PATCH|DELETE|loader|action)\b|\.(?:query|mutation|subscription)\((?:async[ ])?\(\{[^)]{0,80}\binput\b/,
  routedParameter: /@(?:Body|Query|Param|Headers|Req|Args?|Payload|MessageBody)\(/,
};

const PYTHON: FlowLanguage = {
  request:
    /\brequest\.(?:args|forms?|values|json|get_json|data|GET|POST|FILES|files|query_params|query|cookies|COOKIES|headers|META|view_args|match_info|matchdict|params|path_params|body|get_data|rel_url|post|stream|path|full_path|url|referrer|query_string|json_body|text_body)\b|\benviron(?:\[|\.get\()["'](?:QUERY_STRING|PATH_INFO|REQUEST_URI|HTTP_|wsgi\.input)|\breq\.(?:get_(?:param\w{0,12}|media|header)\(|params\b|media\b|bounded_stream\b|cookies\b|query_string\b)|\bcurrent_request\.\w|\bself\.kwargs\[|\bcgi\.FieldStorage\(|\bform\.getvalue\(|\bweb\.input\(|\bupdate\.(?:effective_)?message\.text\b|\bmessage\.(?:content|text)\b|\b(?:msg|message)\.value\b(?!\()|\bself\.(?:get_(?:query_|body_)?arguments?\(|path\b|rfile\b|request\.)|\bevent\[["'](?:body|queryStringParameters|pathParameters|headers)|\bevent\.get\(|\bawait reader\.read\w{0,8}\(|\b(?:conn|connection|sock|socket|client|client_socket|clientsocket|peer|s|self\.request)\.recv(?:from)?\(|\b(?:websocket|ws)\.(?:recv|receive(?:_text|_json|_bytes)?)\(|^[ \t]*(?:websocket|ws)[ \t:]*$/,
  input: /\bsys\.(?:argv|stdin)\b|\bst\.(?:text_input|text_area|chat_input)\(|\b(?:raw_)?input\(|\bos\.(?:environ|getenv)\b|\bparse_args\(|\bclick\.prompt\(/,
  header: DEFINITION,
  routed:
    /@[\w.]{1,40}\.(?:route|page|get|post|put|delete|patch|head|websocket|api_route|command_route)\(|@(?:route|get|post|put|delete|api_view|require_\w{1,20}|csrf_exempt|login_required|permission_required)\b|@(?:strawberry\.(?:field|mutation)|cherrypy\.expose|(?:query|mutation)\.field|(?:socketio|sio)\.(?:on|event))\b|\bdef[ \t]{1,4}\w{1,80}\([ \t\r\n]{0,20}(?:self,[ \t]{0,4})?request\b/,
};

const KOTLIN: FlowLanguage = {
  request:
    /\b(?:req|request|\w{1,20}Request|\w{1,20}Req|getRequest\(\)|ctx|context|exchange|call|call\.request)\.(?:get(?:Parameter|Headers?|HeaderNames|ParameterNames|QueryString|PathInfo|ParameterValues|ParameterMap|Cookies|Reader|InputStream|RequestURI|RequestURL|QueryParams|Part|Body|FormData)|queryParams?|formParams?|pathParam|pathVariable|body|bodyAsClass|headers?|cookies?|parameters|receive\w{0,20}|queryParameters|params)\b|\b\w{0,12}[sS]ocket\.getInputStream\(|\b(?:getOriginalFilename\(\)|originalFile[nN]ame\b)|\b(?:uri|url|data)[?!]{0,2}\.getQueryParameter\(/,
  input: /\bargs\[|\bSystem\.(?:getenv|getProperty|console)\(|\.next(?:Line)?\(\)|\.readLine\(|\breadln\(|\breadLine\(/,
  // Scala: an action of Play, and what a directive of Akka takes from the request, are in the header.
  header: new RegExp(
    `${TYPED.source}|\\bfun[ \\t]{1,4}(?:[\\w.<>]{1,40}\\.)?\\w{1,80}[ \\t]?\\(${NESTED}\\)|\\bdef[ \\t]{1,4}\\w{1,80}(?:\\[[^\\]\\n]{0,60}\\])?\\(${NESTED}\\)(?:\\([^()\\n]{0,80}\\))?(?:[ \\t]?:[ \\t]?[\\w\\[\\], .]{1,60})?[ \\t]?=[ \\t]?(?:[\\w.]{1,40}[ \\t]?[({]|\\{)?|\\b(?:parameters?|path|formFields?|headerValueByName|entity)\\((?!"\\w{1,40}"\\.as\\[(?:Int|Long|Double|Boolean|UUID)\\]\\))[^\\n]{1,100}\\)[ \\t]?\\{[ \\t]?\\(?([\\w, ]{1,60})\\)?[ \\t]?=>`,
    'g',
  ),
  routed:
    /\bdef [^\n]{1,200}=[ ]?(?:\w{1,30}\.)?\w{0,20}Action(?:\.async)?[ ]?[({]|\b(?:parameters?|path|formFields?|headerValueByName|entity)\([^\n]{1,100}=>|@(?:KafkaListener|KafkaHandler|RabbitListener|RabbitHandler|JmsListener|SqsListener|PulsarListener|Incoming)\b/,
  routedParameter:
    /@(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|RequestPart|Payload|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|MatrixVariable|QueryValue|Body)\b/,
};

const JAVA: FlowLanguage = { ...KOTLIN, header: new RegExp(`${KOTLIN.header.source}|${CONSTRUCTOR}`, 'g') };

const GO: FlowLanguage = {
  request:
    /\b(?:r|req|request|c\.Request|ctx\.Request)\.(?:URL\b|FormValue\(|PostFormValue\(|PathValue\(|Form\b|PostForm\b|Header\b|Cookie\(|Body\b|MultipartForm|FormFile\(|RequestURI|Host\b|Referer\()|\b(?:c|ctx|e)\.(?:Query|Param|PostForm|GetQuery|GetPostForm|QueryArray|PostFormArray|DefaultQuery|FormValue|QueryParam|Params|GetHeader|FormFile|BodyParser|Bind\w{0,12}|ShouldBind\w{0,12}|Cookie|DefaultPostForm|GetRawData|Get)\(|\b(?:mux\.Vars|chi\.URLParam)\(|\b(?:msg|message|record|delivery)\.(?:Value|Body)\b/,
  input: /\bos\.(?:Args|Getenv)\b|\bflag\.\w{1,12}\(|\bbufio\.New(?:Reader|Scanner)\(|\.ReadString\(|\bscanner\.Text\(|\bfmt\.Scan/,
  header: /\bfunc[ \t]{0,4}(?:\([^(){}]{0,80}\)[ \t]{0,4})?\w{0,80}(?:\[[^\]\n]{0,80}\])?\(([^(){}]{0,400})\)/g,
  fills: /\b(?:Decode|Bind\w{0,12}|ShouldBind\w{0,12}|BodyParser|QueryParser|Unmarshal|Scan|Scanln)\((?:[^()\n]{0,60},[ ]?)?&([A-Za-z_]\w{0,60})\)/g,
};

const CSHARP: FlowLanguage = {
  request:
    /\b(?:Request|req|request|context\.Request|HttpContext\.Request)(?:\.(?:Query|Form|QueryString|Params|Cookies|Headers|Body|Path|RouteValues|RawUrl|Url|InputStream|Files|ReadFromJsonAsync|ReadFormAsync)\b|\[)|\bRouteData\.Values\b|\bcontext\.Message\.|\b(?:formFile|upload|uploadedFile|postedFile)\.FileName\b|\b\w{0,12}(?:[tT]cp\w{0,10}|[sS]ocket)\.GetStream\(|\blistener\.AcceptTcpClient\(/,
  input: /\.ReadLine(?:Async)?\(|\bargs\[|\bEnvironment\.Get\w{1,30}\(/,
  header: new RegExp(`${TYPED.source}|${CONSTRUCTOR}|(?<![\\w$])\\(${NESTED}\\)[ \\t]{0,4}=>`, 'g'),
  routed:
    /\[(?:Http(?:Get|Post|Put|Delete|Patch)|Route)\b|\bpublic (?:virtual |override )?(?:async )?(?:Task<|ValueTask<)?(?:IActionResult|ActionResult|JsonResult|ContentResult|FileResult|ViewResult|IHttpActionResult|IResult)\b|\.Map(?:Get|Post|Put|Delete|Patch)\(/,
  routedParameter: /\[From(?:Query|Body|Route|Form|Header)/,
};

const PHP: FlowLanguage = {
  request:
    /\$_(?:GET|POST|REQUEST|COOKIE|FILES)\b|\$_SERVER\[["'](?:HTTP_|REQUEST_URI|QUERY_STRING|PATH_INFO|PHP_SELF)|\$(?:this->)?request->(?!user\(|session\(|validated\(|expectsJson|wantsJson|isMethod|ajax\(|ip\()\w{1,40}|\brequest\((?:\)->(?:input|get|query|all)|["'])|\b(?:Request|Input)::(?:input|get|query|all|post)\(|\bfilter_input\(|php:\/\/input|->get(?:QueryParams|ParsedBody|Param|QueryParam|Post|Var)\(|->(?:query|cookies|files)->get\(|->request->(?:get|post|getQuery|getPost|getPut|getBodyParams?|getQueryParams?|getParam|getVar|getCookie|getHeader)\(|->input->(?:get|post|get_post|post_get|cookie|server|request|raw_input_stream)\b/,
  input: /\$argv\b|\bgetenv\(|\breadline\(|\bSTDIN\b|\bshortcode_atts\(|->(?:argument|option)\(/,
  header: new RegExp(`\\b(?:function|fn)[ \\t]{0,4}&?\\w{0,80}[ \\t]?\\(${NESTED}\\)`, 'g'),
  routed: /\$(?:app|router|group|r)->(?:get|post|put|delete|patch|any|map)\(|\bRoute::(?:get|post|put|delete|patch|any|match)\(|#\[Route\(|\*[ ]@Route\(/,
};

const RUBY: FlowLanguage = {
  request:
    /\bparams\b(?!:)|\bevent\[["'][a-z]\w{0,30}["']\]|\brequest\.(?:params|env|headers|query_string|body|path|fullpath|referer|referrer|url|GET|POST|raw_post)\b|\bcookies\[/,
  input: /\bARGV\b|\bENV\[|\bENV\.fetch\(|\bgets\b|\bSTDIN\b|\$stdin\b/,
  header: /\bdef[ \t]{1,4}(?:self\.)?\w{1,80}[?!]?(?:\(([^()]{0,300})\)|[ \t]{1,4}([a-z_][\w, =:*&"']{0,200}))?/g,
};

/** CGI, sockets, and the accessors of cpp-httplib, Crow, Drogon, Poco, Pistache, Qt, Beast, libevent, libmicrohttpd, Mongoose and Kore. */
const C: FlowLanguage = {
  request:
    /\bgetenv\([ ]?"(?:QUERY_STRING|HTTP_|REQUEST_URI|PATH_INFO|CONTENT)|\bFCGX_GetParam\(|\bcgi_\w{1,20}\(|\b(?:recv|recvfrom|SSL_read|BIO_read)\(|\bMHD_lookup_connection_value\(|\bmg_(?:http_)?get_(?:http_)?var\(|\bevhttp_(?:request_get_uri|uri_get_(?:path|query)|find_header)\(|\bhttp_argument_get_string\(|\b(?:req|request|hm|http|ri|request_info|form|query|params|ctx)\w{0,8}(?:\.|->)(?:get_(?:param_value|header_value|file_value|body|header|query)|url_params|getParameters?|getOptionalParameter|getHeader|getBody|getJsonObject|getCookie|getQuery\w{0,12}|getURI|getPath|queryItemValue|query_string|map_url|map_post_body|map_header|map_cookie|binary_body|getParam|local_uri|path_params|target|relative_uri|extract_\w{1,12}|body|query|params?|matches)\b|\b\w{0,8}[sS]erver\.(?:arg|pathArg|header)\(|\b(?:msg|message)->payload\b|\bform\.get\(|\bqueryItemValue\(|\bgetQueryParameters\(\)|\bsplit_query\(/,
  texts: 'in place',
  input:
    /\bargv\b|\b(?:getenv|GETENV)\(|\b(?:f?gets|getline|fread)\(|\b[fs]?scanf\(|\bread\(|\bstd::cin\b|\boptarg\b|\bgtk_(?:entry|editable)_get_text\(|->(?:toPlainText|currentText|text)\(\)|\bQInputDialog::get\w{1,12}\(/,
  header: new RegExp(`${TYPED.source}|\\[[&=\\w, ]{0,60}\\][ ]?\\(${NESTED}\\)[ ]?(?:mutable[ ]?)?(?:->[ ]?[\\w:<>]{1,40}[ ]?)?\\{`, 'g'),
  // What stands in the address between the marks of a Crow route.
  routed: /\bCROW_(?:BP_)?ROUTE\([^()\n]{1,100}<(?:string|path)>/,
  fills:
    /\b(?:(?:(?:evutil_|g_|_|ap_|apr_)?sn?w?printf(?:_s)?|vsn?printf|sn?printf_s|wsprintf[AW]?|StringC\w{2}Printf[AW]?|str(?:n|l)?cpy|str(?:n|l)?cat|memcpy|f?gets)\([ ]?|v?asprintf\([ ]?&|mg_(?:http_)?get_(?:http_)?var2?\((?:[^(){};\n]|\([^(){};\n]{0,40}\)){1,80},[ ]?"[^"\n]{0,40}",[ ]?|http_argument_get_string\([^(){};\n]{1,60},[ ]?&|(?:recv|read|SSL_read|[fs]?scanf)\([ ]?(?:\w{1,20},[ ]?(?=\w{1,40},[ ]?\w{0,40})|"[^"\n]{0,40}",[ ]?&?)?)([A-Za-z_]\w{0,60})\b/g,
  constructs: /\b(?:string|[io]?stringstream|wstring|path|QString|QUrl|URI|Url)[ ]([A-Za-z_]\w{0,60})[({](?![ ]?[)}])/g,
};

const RUST: FlowLanguage = {
  request: /\breq(?:uest)?\.(?:query_string|uri|headers|match_info|body|param|query|path)\b|\bfield\.(?:file_name|name)\(\)|\.get_filename\(\)|\b(?:Query|Path|Form|Json)\(/,
  input: /\benv::(?:args|var)\b|\bstdin\(\)|\bread_line\(|\bArgs::parse\(|\bCli::parse\(/,
  header: /\bfn[ \t]{1,4}\w{1,80}(?:<[^>\n]{0,80}>)?\(((?:[^(){};]|\([^(){};]{0,80}\)){0,400})\)|\b(?:and_then|map|then|untuple_one)\((?:async )?(?:move )?\|([^|\n]{0,200})\|/g,
  routed: /#\[(?:get|post|put|delete|patch|route)\(|\bwarp::(?:path|query|body)\b/,
  routedParameter: /\b(?:web::)?(?:Query|Path|Form|Json|Multipart|Bytes|TypedHeader|RawQuery)[<(]|: (?:axum::body::)?(?:Bytes|Multipart|RawQuery|HeaderMap)\b/,
};

const SWIFT: FlowLanguage = {
  request:
    /\breq(?:uest)?\.(?:query\w{0,12}|parameters|content|headers|body|url|uri|formParameters)\b|\burl\.(?:queryItems|query|host|lastPathComponent)\b|\bqueryItems\b|\bmessage\.body\b/,
  input: /\bCommandLine\.arguments\b|\breadLine\(|\bProcessInfo\.processInfo\.(?:environment|arguments)\b/,
  header: /\bfunc[ \t]{1,4}\w{1,80}(?:<[^>\n]{0,80}>)?\(((?:[^(){};]|\([^(){};]{0,80}\)){0,400})\)/g,
  routed: /\bfunc application\(_ \w{1,20}: UIApplication, (?:open|continue|handleOpen) |\bfunc scene\(_ \w{1,20}: UIScene, (?:openURLContexts|continue) |\bopenURLContexts\b/,
};

const KNOWN: Readonly<Partial<Record<Language, FlowLanguage>>> = {
  javascript: SCRIPT,
  typescript: SCRIPT,
  vue: SCRIPT,
  svelte: SCRIPT,
  html: SCRIPT,
  python: PYTHON,
  java: JAVA,
  kotlin: KOTLIN,
  go: GO,
  csharp: CSHARP,
  php: PHP,
  ruby: RUBY,
  c: C,
  cpp: C,
  rust: RUST,
  swift: SWIFT,
};

/** Undefined for languages whose values nobody can follow line by line. */
export function flowLanguage(language: Language): FlowLanguage | undefined {
  return KNOWN[language];
}
