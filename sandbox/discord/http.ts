import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upload } from './attachments.ts';
import { type Headers, Limits, RateLimited } from './limits.ts';
import { invalidBody, Refusal, refusal, unauthorized } from './refusal.ts';
import { type Answer, type Call, type Desk, done, nameOf, type Observed, type Route } from './route.ts';

/** 25 MiB per request, like Discord. */
const LARGEST_BODY_BYTES = 25 * 1024 * 1024;
const PREFIX = /^\/api(?:\/v\d+)?(?=\/)/;

/** The known parts of a request; its body is read once a route is found. */
type Asked = Pick<Observed, 'method' | 'path' | 'query'> & {
  route: string | undefined;
  body: unknown;
  headers: Headers;
};

/** The effect of a fault. */
interface Failure {
  readonly status: number | 'cut' | 'hang';
  readonly html?: string | undefined;
  readonly body?: unknown;
}

/** Answers everything under /api from one list of routes; the first match is used. */
export class RestServer {
  readonly #desk: Desk;
  readonly #limits: Limits;
  readonly #table: readonly { readonly route: Route; readonly parts: readonly string[] }[];

  constructor(desk: Desk, routes: readonly Route[], haste: number) {
    this.#desk = desk;
    this.#limits = new Limits(desk.world.clock, haste);
    this.#table = routes.map((route) => ({ route, parts: route.path.split('/') }));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    // By this Discord's clock: programs compare it with their own.
    response.setHeader('date', new Date(this.#desk.world.clock.now()).toUTCString());
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const asked: Asked = {
      method,
      path: pathname.replace(PREFIX, ''),
      query,
      route: undefined,
      body: undefined,
      headers: {},
    };
    const tell = ({ status, body: answer }: Answer) => {
      const { route, body } = asked;
      this.#desk.invalidRequests.note(status);
      this.#desk.observe?.({ method, path: asked.path, query, route, body, status, answer });
    };
    if (this.#desk.invalidRequests.isBanned) return sendPage(response, 429, 'error code: 1015');
    try {
      const answer = await this.#serve(request, asked);
      const { status } = answer;
      if (status === 'cut') return void request.socket.destroy();
      if (status === 'hang') return;
      if ('html' in answer && answer.html !== undefined) sendPage(response, status, answer.html);
      else send(response, { status, body: answer.body }, asked.headers);
      tell({ status, body: answer.body });
    } catch (error) {
      if (!(error instanceof Refusal)) this.#desk.log(`Serving ${method} ${url} failed: ${String(error)}`);
      const refused = error instanceof Refusal ? error : new Refusal(500, INTERNAL_ERROR);
      // A refusal also carries the rate limit headers.
      send(response, refused, refused instanceof RateLimited ? refused.headers : asked.headers);
      tell(refused);
    }
  }

  async #serve(request: IncomingMessage, asked: Asked): Promise<Answer | Failure> {
    const { route, params } = this.#find(asked.method, asked.path);
    asked.route = nameOf(route);
    if (!route.open) mustBeBot(request, this.#desk);
    const content = await readContent(request);
    asked.body = content.body;
    const { host } = request.headers;
    const call: Call = { ...content, query: asked.query, host, param: (name) => required(params, name) };
    asked.headers = this.#count(route, call);
    const channel = params.get('channel') ?? this.#desk.world.webhooks.get(params.get('webhook') ?? '')?.channel_id;
    const fault = this.#desk.faults.next({ method: route.method, path: route.path, channel });
    if (!fault) return route.run(this.#desk, call);
    const { status, html, body, executed, meanwhile } = fault;
    const isWell = status === 'none';
    const answer = isWell || executed ? route.run(this.#desk, call) : undefined;
    meanwhile?.();
    // After too many requests, the wait is also in a header; discord.js reads only that.
    if (status === 429) asked.headers = { ...asked.headers, ...waitOf(body) };
    return isWell ? (answer ?? done) : { status, html, body };
  }

  #find(method: string, path: string): { route: Route; params: ReadonlyMap<string, string> } {
    const wanted = path.split('/');
    for (const { route, parts } of this.#table) {
      const params = route.method === method ? match(parts, wanted) : undefined;
      if (params) return { route, params };
    }
    this.#desk.log(`Nothing answers ${method} ${path}: the local Discord has no such route.`);
    throw refusal(0);
  }

  /** The global limit applies to the bot token; interactions and webhooks work without it. */
  #count(route: Route, call: Call): Headers {
    if (!route.open) this.#limits.takeGlobal();
    const bucket = typeof route.bucket === 'function' ? route.bucket(this.#desk, call) : route.bucket;
    const headers = bucket ? this.#limits.take(bucket, route.per ? call.param(route.per) : '') : {};
    const sublimit = route.sublimit?.(this.#desk, call);
    if (sublimit) this.#limits.take(sublimit.bucket, sublimit.owner);
    return headers;
  }
}

const INTERNAL_ERROR = { message: '500: Internal Server Error', code: 0 };

function waitOf(body: unknown): Headers {
  const seconds = typeof body === 'object' && body !== null && 'retry_after' in body ? Number(body.retry_after) : 1;
  return { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'user' };
}

function match(parts: readonly string[], wanted: readonly string[]): Map<string, string> | undefined {
  if (parts.length !== wanted.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const value = wanted[index] ?? '';
    if (part.startsWith(':')) params.set(part.slice(1), decodeURIComponent(value));
    else if (part !== value) return undefined;
  }
  return params;
}

function required(params: ReadonlyMap<string, string>, name: string): string {
  const value = params.get(name);
  if (value === undefined) throw new Error(`The route has no part called ${name}`);
  return value;
}

function mustBeBot(request: IncomingMessage, desk: Desk): void {
  const { authorization } = request.headers;
  if (desk.faults.isTokenRevoked || authorization !== `Bot ${desk.token}`) throw unauthorized();
}

async function readContent(request: IncomingMessage): Promise<Pick<Call, 'body' | 'uploads'>> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { body: undefined, uploads: [] };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: parse(bytes.toString('utf8')), uploads: [] };
  const form = await formOf(bytes, type);
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parse(payload) : undefined, uploads: await uploadsOf(form) };
}

async function formOf(bytes: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    throw invalidBody([]);
  }
}

async function uploadsOf(form: FormData): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const [key, value] of form.entries()) {
    const [, index] = /^files\[(\d+)\]$/.exec(key) ?? [];
    if (index === undefined || typeof value === 'string') continue;
    uploads.push({ index, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return uploads;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_BODY_BYTES) throw refusal(40005);
  }
  return Buffer.concat(chunks);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(50109);
  }
}

function send(response: ServerResponse, { status, body }: Answer, headers: Headers): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Not an answer from Discord, so without Discord's headers. */
function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
