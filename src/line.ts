import { UserError } from './kit/errors.ts';
import { openLineConnection } from './line/connection.ts';
import type { ShownFrame } from './line/frames.ts';
import { addressOf } from './line/options.ts';
import { openTerminal, type Terminal } from './line/terminal.ts';

/** @returns the exit code: 1 where a line of a program was refused */
export async function talkTo(url: string): Promise<number> {
  const terminal = openTerminal(process);
  try {
    return await talk(addressOf(url), terminal);
  } finally {
    terminal.close();
  }
}

/** Puts every line to Pitwall, each once the one before it is answered. */
async function talk(url: string, terminal: Terminal): Promise<number> {
  const token = process.env.PITWALL_TOKEN ?? (await terminal.askSecret('Token (Enter where none is needed): '));
  const conversation = await openLineConnection({ url, token, show: (frame) => terminal.show(marked(frame)) });
  void conversation.ended.then(() => terminal.close());
  let isRefused = false;
  for await (const line of terminal.lines) {
    if (line.trim() === '') continue;
    if ((await conversation.say(line)) === 'refused') isRefused = true;
  }
  conversation.close();
  const reason = await conversation.ended;
  if (reason !== undefined) throw new UserError(reason);
  return isRefused && !terminal.isPerson ? 1 : 0;
}

/** What nobody asked for stands behind a star. */
function marked({ id, isError, lines: [first = '', ...others] }: ShownFrame): readonly string[] {
  const isAnswer = id !== undefined || isError;
  return isAnswer ? [first, ...others] : [`* ${first}`, ...others.map((line) => `  ${line}`)];
}
