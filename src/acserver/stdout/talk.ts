// Lines about chat and commands.

import { labelOf, presentCars } from './cars.ts';
import type { StdoutFact } from './facts.ts';
import type { Handlers, ReaderMemo } from './memo.ts';
import { REDACTED } from './redact.ts';
import type { NamedDriver } from './rule.ts';

/** The server announces both with a line of its own. Without that, the line is somebody's name. */
export const talkHandlers: Handlers = {
  'chat-marker': (memo) => {
    memo.chatComing = true;
    // The next line may begin like somebody's name, but it is not that driver's own line.
    memo.speaker = undefined;
    return [];
  },
  chat: (memo, line) => announced(memo, () => [{ fact: 'chat', ...speakerOf(memo, line) }]),
  'admin-login-attempt': (memo, { name }) =>
    announced(memo, () => [{ fact: 'adminCommand', name, line: `/admin ${REDACTED}` }]),
  'admin-command': (memo, { command, ...driver }) =>
    announced(memo, () => [{ fact: 'adminCommand', ...senderOf(memo, command, driver) }]),
};

function announced(memo: ReaderMemo, facts: () => StdoutFact[]): StdoutFact[] {
  if (!memo.chatComing) return [];
  memo.chatComing = undefined;
  memo.afterTyped = true;
  return facts();
}

/** `name]: text`, where both may contain `]: `: the longest name of somebody present counts. */
function speakerOf(memo: ReaderMemo, { name, text }: { readonly name: string; readonly text: string }) {
  const names = new Set(presentCars(memo).map((car) => car.name));
  const [found] = cutsOf(`${name}]: ${text}`, ']: ')
    .filter(([before]) => names.has(before))
    .reverse();
  return found ? { name: found[0], text: found[1] } : { name, text };
}

/** The same for `command received from Name [Team]`: the longest ending that is somebody present. */
function senderOf(memo: ReaderMemo, command: string, driver: NamedDriver) {
  const names = new Map(presentCars(memo).map((car) => [labelOf(car), car.name]));
  for (const [line, label] of cutsOf(`${command}${RECEIVED_FROM}${labelOf(driver)}`, RECEIVED_FROM)) {
    const name = names.get(label);
    if (name !== undefined) return { name, line };
  }
  return { name: driver.name, line: command };
}

const RECEIVED_FROM = ' received from ';

/** The ways to split a text in two at a separator, up to a number that no honest line reaches. */
function cutsOf(text: string, separator: string): (readonly [before: string, after: string])[] {
  const parts = text.split(separator, MOST_PARTS);
  const starts = parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join(separator));
  return starts.map((before) => [before, text.slice(before.length + separator.length)]);
}

const MOST_PARTS = 8;
