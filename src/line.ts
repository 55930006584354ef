import { UserError } from './kit/errors.ts';
import { openLineConnection } from './line/connection.ts';
import type { ShownFrame } from './line/frames.ts';
import { addressOf } from './line/options.ts';
import { openTerminal, type Terminal } from './line/terminal.ts';

/** @returns the exit code: 1 if a program's line was refused */
export async function talkTo(url: string): Promise<number> {
  const terminal = openTerminal(process);
  try {
    return await talk(addressOf(url), terminal);
  } finally {
    terminal.close();
  }
}

/** Sends Pitwall line by line, each after the previous one is answered. */
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

/** Lines that are not answers are marked with a star. */
function marked({ id, isError, lines: [first = '', ...others] }: ShownFrame): readonly string[] {
  const isAnswer = id !== undefined || isError;
  return isAnswer ? [first, ...others] : [`* ${first}`, ...others.map((line) => `  ${line}`)];
}
