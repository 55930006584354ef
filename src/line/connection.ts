import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { messageOf, UserError } from '../kit/errors.ts';
import { type ShownFrame, shownFrame } from './frames.ts';

export interface LineConnectionOptions {
  readonly url: string;
  readonly token: string;
  /** Called with every frame, answers and pushes alike. */
  readonly show: (frame: ShownFrame) => void;
}

export interface LineConnection {
  /** Resolves once the line is answered, with whether it was refused. */
  say(line: string): Promise<'answered' | 'refused'>;
  /** Why the other side ended the connection; undefined after `close`. */
  readonly ended: Promise<string | undefined>;
  close(): void;
}

/**
 * One connection to Pitwall. Lines are numbered, to tell their answers from pushes.
 *
 * @throws UserError saying in one sentence why there is no connection
 */
export async function openLineConnection({ url, token, show }: LineConnectionOptions): Promise<LineConnection> {
  const socket = new WebSocket(url, token === '' ? {} : { headers: { authorization: `Bearer ${token}` } });
  let isOurEnd = false;
  let waiting: { id: string; answered: (how: 'answered' | 'refused') => void } | undefined;
  let lines = 0;

  socket.on('message', (data) => {
    const frame = shownFrame(String(data));
    show(frame);
    // An error without an id is not a push: it answers a line that could not be parsed.
    if (frame.id !== waiting?.id && !(frame.isError && frame.id === undefined)) return;
    waiting?.answered(frame.isError ? 'refused' : 'answered');
    waiting = undefined;
  });
  const ended = new Promise<string | undefined>((resolve) => {
    socket.on('close', (code, reason) => {
      waiting?.answered('refused');
      resolve(isOurEnd ? undefined : `The connection was closed: ${String(reason) || `code ${code}.`}`);
    });
  });
  await opened(socket, url);

  return {
    ended,
    say(line) {
      lines += 1;
      const [, own] = /^\s*@(\S{1,64})(?!\S)/.exec(line) ?? [];
      const id = own ?? String(lines);
      return new Promise((answered) => {
        if (socket.readyState !== socket.OPEN) return answered('refused');
        waiting = { id, answered };
        socket.send(own === undefined ? `@${id} ${line}` : line);
      });
    },
    close() {
      isOurEnd = true;
      socket.close();
    },
  };
}

async function opened(socket: WebSocket, url: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, response) => {
      reasonOf(response).then((reason) => reject(new UserError(`Pitwall at ${url} refuses: ${reason}`)), reject);
    });
    // Once the connection is open, "close" follows any error.
    socket.on('error', (error) => reject(new UserError(unreachable(error, url))));
  });
}

async function reasonOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return /^[^<\n]{1,200}$/.test(text) ? text : `the answer is ${response.statusCode} ${response.statusMessage}.`;
}

function unreachable(error: unknown, url: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return `Nothing answers at ${url}: Pitwall is not running, or WEBSOCKET_PORT differs.`;
  return `There is no connection to ${url}: ${messageOf(error) || String(code)}.`;
}
