/** A person at a real terminal: what is on the screen, and what they type. */
import { spawn } from '@lydell/node-pty';
import { PITWALL } from '../program.ts';

const ESCAPES = /\u001b(?:\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007|[()][A-Z0-9])/g;

/** After this long without output, nothing more is coming, and the screen shows where it stopped. */
const PATIENCE_MS = 90_000;

export const KEYS = { enter: '\r', down: '\u001b[B', up: '\u001b[A', cancel: '\u0003' } as const;

export interface Person {
  /**
   * Waits until this can be read, after what was read before. Before pressing a key, read the question itself: what is
   * pressed before a prompt listens is lost, as at any terminal.
   */
  reads(text: string): Promise<void>;
  /** Types an answer and sends it; each is counted. */
  answers(text: string): void;
  /** Chooses the option this many lines below the first. */
  chooses(down: number): Promise<void>;
  types(keys: string): void;
  screen(): string;
  readonly count: () => number;
  readonly ended: Promise<number>;
  kill(): void;
}

export function person(
  cwd: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Person {
  const { PATH = '' } = process.env;
  const terminal = spawn(process.execPath, [PITWALL, 'setup', ...words], {
    cols: 220,
    rows: 60,
    cwd,
    env: { PATH, TERM: 'xterm-256color', HOME: cwd, ...environment },
  });
  let screen = '';
  let read = 0;
  let answers = 0;
  let isOver = false;
  const wakes = new Set<() => void>();
  const wake = () => {
    for (const each of wakes) each();
  };
  terminal.onData((data) => {
    screen += data.replace(ESCAPES, '');
    wake();
  });
  const ended = new Promise<number>((resolve) =>
    terminal.onExit(({ exitCode }) => {
      isOver = true;
      wake();
      resolve(exitCode);
    }),
  );
  const reads = async (text: string): Promise<void> => {
    for (;;) {
      const at = screen.indexOf(text, read);
      if (at >= 0) {
        read = at + text.length;
        return;
      }
      if (isOver) throw new Error(`ended without "${text}":\n${screen.slice(read)}`);
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`no "${text}" in ${PATIENCE_MS / 1000} s:\n${screen.slice(read)}`)),
          PATIENCE_MS,
        );
        const once = () => {
          clearTimeout(late);
          wakes.delete(once);
          resolve();
        };
        wakes.add(once);
      });
    }
  };
  return {
    reads,
    answers(text) {
      answers += 1;
      terminal.write(`${text}${KEYS.enter}`);
    },
    async chooses(down) {
      answers += 1;
      for (let index = 0; index < down; index += 1) terminal.write(KEYS.down);
      terminal.write(KEYS.enter);
    },
    types: (keys) => terminal.write(keys),
    screen: () => screen,
    count: () => answers,
    ended,
    kill: () => terminal.kill(),
  };
}
