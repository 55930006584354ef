// The lines of a join.

import { placeIn } from './cars.ts';
import type { StdoutFact, Visitor } from './facts.ts';
import { readStdoutLine } from './lines.ts';
import type { Handlers, JoinMemo, ReaderMemo } from './memo.ts';

/**
 * Takes the driver's name, alone on the line after VERSION, whatever it says: someone may be called "Server started".
 * Returns whether the line was taken.
 */
export function takeName(memo: ReaderMemo, line: string): boolean {
  const { join } = memo;
  if (join?.stage !== 'name') return false;
  // Web requests are answered in parallel and say nothing: such a line is the name only if no other one comes.
  if (FROM_HTTP.test(line)) {
    memo.join = { ...join, name: line };
    return true;
  }
  const nameWasBefore = join.name !== undefined && readStdoutLine(line)?.kind === 'join-car';
  memo.join = { ...join, stage: 'open', name: nameWasBefore ? join.name : line };
  return !nameWasBefore;
}

const FROM_HTTP = /^(?:PAGE: |REQ$|Serve JSON took |\{ \d+ \d+ )/;

/** From the connection to the seat in the car, or to a refusal. */
export const joinHandlers: Handlers = {
  'join-address': (memo, { address }) => {
    const unseated = refuse(memo, 'noSlot');
    memo.join = { stage: 'version', booking: address === null, ...addressOf(address) };
    return unseated;
  },
  'join-version': (memo) =>
    memo.join?.stage === 'version' ? note(memo, { stage: memo.join.booking ? 'open' : 'name' }) : [],
  'join-car': (memo, { model }) => note(memo, { car: model }),
  // Only booking prints it; elsewhere it would be someone's name.
  'join-guid': (memo, { guid }) => (memo.join?.booking ? note(memo, { guid }) : []),
  'join-slot-search': (memo, { guid, model }) => note(memo, { guid, car: model, searched: true }),
  'join-slot-search-bare': (memo) => note(memo, { searched: true }),
  'join-accepted-slot': (memo, { carId }) => {
    // The log may begin inside the block.
    memo.join ??= { stage: 'open', booking: false };
    // A second number is the name of a driver whose name is a number.
    return memo.join.slot === undefined ? note(memo, { slot: carId }) : [];
  },
  'join-driver': (memo, driver) => {
    if (memo.join?.slot === undefined) return [];
    const { slot, host, port, car, guid } = memo.join;
    const { name, team } = driver;
    memo.join = undefined;
    placeIn(memo, slot, driver);
    return [{ fact: 'driverJoined', name, team, host, port, car, guid, slot }];
  },
  'join-refused-password': (memo) => refuse(memo, 'password'),
  'leave-tcp-unknown': (memo) => refuse(memo, 'noSlot'),
};

function note(memo: ReaderMemo, found: Partial<JoinMemo>): StdoutFact[] {
  if (memo.join) memo.join = { ...memo.join, ...found };
  return [];
}

/** That no slot was found is never printed: the block just ends after the search. */
function refuse(memo: ReaderMemo, reason: 'password' | 'noSlot'): StdoutFact[] {
  const { join } = memo;
  if (!join || join.slot !== undefined || (reason === 'noSlot' && !join.searched)) return [];
  memo.join = undefined;
  const { name, host, port, car, guid } = join;
  return [{ fact: 'refused', reason, name, host, port, car, guid }];
}

/** `203.0.113.9:27293`, or `[fe80::1]:27293`. */
function addressOf(address: string | null): Visitor {
  const cut = address?.lastIndexOf(':') ?? -1;
  return address === null || cut < 0 ? {} : { host: address.slice(0, cut), port: Number(address.slice(cut + 1)) };
}
