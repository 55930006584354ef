import { clearLine, createInterface, cursorTo } from 'node:readline';
import { Writable } from 'node:stream';

export interface Terminal {
  /** Whether a person is typing; otherwise the lines come from a program or a file. */
  readonly isPerson: boolean;
  /** The typed lines, until the end of input. */
  readonly lines: AsyncIterable<string>;
  /** Shows lines above the one being typed. */
  show(lines: readonly string[]): void;
  /** Asks a person without echoing the input; empty if there is nobody to ask. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

export function openTerminal({ stdin, stdout }: Pick<NodeJS.Process, 'stdin' | 'stdout'>): Terminal {
  const isPerson = stdin.isTTY && stdout.isTTY;
  let isHidden = false;
  const echo = writing((chunk) => void (isHidden || stdout.write(chunk)));
  const output = isPerson ? echo : undefined;
  const reader = createInterface({ input: stdin, output, terminal: isPerson, prompt: '> ' });
  // Created at once: piped input may end before anybody reads it.
  const lines = reader[Symbol.asyncIterator]();
  // Hidden input must not come back with the arrow keys.
  reader.on('history', (history: string[]) => void (isHidden && history.shift()));
  reader.on('SIGINT', () => reader.close());

  return {
    isPerson,
    lines,
    show(shown) {
      if (isPerson) {
        cursorTo(stdout, 0);
        clearLine(stdout, 0);
      }
      stdout.write(`${shown.join('\n')}\n`);
      if (isPerson) reader.prompt(true);
    },
    async askSecret(question) {
      if (!isPerson) return '';
      const answer = new Promise<string>((resolve) => {
        reader.question(question, resolve);
        reader.once('close', () => resolve(''));
      });
      isHidden = true;
      const typed = await answer;
      isHidden = false;
      stdout.write('\n');
      return typed.trim();
    },
    close: () => reader.close(),
  };
}

const writing = (take: (chunk: string | Uint8Array) => void): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      take(chunk);
      done();
    },
  });
