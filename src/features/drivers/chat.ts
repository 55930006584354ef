import { possible } from '../../acserver/dialect.ts';
import type { Recipient } from '../../acserver/speaker.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { mustBeHeard } from '../sessions/running.ts';
import type { DriversLive } from './parts.ts';
import { nameAmong, seatOf } from './seat.ts';

/** More would scroll away before anybody could read it. */
const MOST_LINES = 10;

interface Message {
  readonly driver: Driver;
  readonly message: string;
  readonly order: Ordered;
  readonly attempt?: Attempt | undefined;
}

/** @throws UserError when the driver has left, or nothing of the message can be shown */
export async function pm(live: DriversLive, { driver, message, order, attempt = UNASKED }: Message): Promise<string> {
  possible(live.dialect, 'pm');
  const seat = seatOf(live.state(), driver);
  const what = `the message to ${nameAmong(seat, live.state())}`;
  await speak(live, { to: seat, text: `${order.by}: ${message}`, message, what, attempt });
  return `Sent to ${nameAmong(seat, live.state())}.`;
}

/** @throws UserError when the server is out of reach, or nothing of the message can be shown */
export async function say(live: DriversLive, message: string, attempt: Attempt = UNASKED): Promise<string> {
  possible(live.dialect, 'say');
  await speak(live, { to: 'all', text: message, message, what: 'the message to everyone', attempt });
  return `Sent to everyone on the server: ${message}`;
}

interface Speech {
  readonly to: Recipient;
  readonly text: string;
  /** The part of the text without which it is not worth sending. */
  readonly message: string;
  readonly what: string;
  readonly attempt: Attempt;
}

async function speak({ speaker, state, id }: DriversLive, speech: Speech): Promise<void> {
  const { to, text, message, what, attempt } = speech;
  mustBeHeard({ id, state });
  const { length } = speaker.linesOf(text);
  const shown = message === text ? length : speaker.linesOf(message).length;
  if (shown === 0) throw new UserError('None of that can be shown in the game chat.');
  if (length > MOST_LINES) {
    throw new UserError(`That is ${length} lines in the game chat; the maximum is ${MOST_LINES}.`);
  }
  attempt.begin({ via: 'udp', what });
  const sent = await speaker.say(to, text);
  if (sent === length) return;
  throw new UserError(
    sent === 0
      ? 'Nothing was sent: the driver has left, or too many messages are waiting.'
      : `Only ${sent} of ${length} lines were sent.`,
  );
}
