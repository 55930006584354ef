import { labelOf, presentCars } from './cars.ts';
import type { StdoutEvent } from './facts.ts';
import type { Handlers, ReaderMemo } from './memo.ts';
import { REDACTED } from './redact.ts';
import type { NamedDriver } from './rule.ts';

/** Chat and commands. The server announces both with a line of its own; without it the line is somebody's name. */
export const talkHandlers: Handlers = {
  'chat-marker': (memo) => {
    memo.chatComing = true;
    return [];
  },
  chat: (memo, { name, text }) => announced(memo, () => [{ fact: 'chat', name, text }]),
  'admin-login-attempt': (memo, { name }) =>
    announced(memo, () => [{ fact: 'adminCommand', name, line: `/admin ${REDACTED}` }]),
  'admin-command': (memo, { command, ...driver }) =>
    announced(memo, () => [{ fact: 'adminCommand', ...senderOf(memo, command, driver) }]),
};

/** Whether this may be the line that the marker announced, whoever else's name it begins with. */
export const isTalk = (memo: ReaderMemo, line: string): boolean =>
  memo.chatComing === true && /^(?:CHAT \[|ADMIN COMMAND: )/.test(line);

function announced(memo: ReaderMemo, facts: () => StdoutEvent[]): StdoutEvent[] {
  if (!memo.chatComing) return [];
  memo.chatComing = undefined;
  return facts();
}

/** Words and names may both hold ` received from `: the longest end that is somebody present decides. */
function senderOf(memo: ReaderMemo, command: string, driver: NamedDriver) {
  const present = new Map(presentCars(memo).map((car) => [labelOf(car), car.name]));
  const parts = `${command}${SEPARATOR}${labelOf(driver)}`.split(SEPARATOR);
  for (let cut = 1; cut < Math.min(parts.length, MOST_PARTS); cut += 1) {
    const name = present.get(parts.slice(cut).join(SEPARATOR));
    if (name !== undefined) return { name, line: parts.slice(0, cut).join(SEPARATOR) };
  }
  return { name: driver.name, line: command };
}

const SEPARATOR = ' received from ';
/** A line made of nothing but the separator must not take longer than others. */
const MOST_PARTS = 8;
