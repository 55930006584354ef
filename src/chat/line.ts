import { randomBytes } from 'node:crypto';
import type { Dialect } from '../acserver/dialect.ts';
import type { Speaker } from '../acserver/speaker.ts';
import { atLeast, type Caller, type Role } from '../command/caller.ts';
import { offeredBy } from '../command/command.ts';
import type { Dispatcher, Outcome } from '../command/dispatch.ts';
import { find } from '../command/vocabulary.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { PresentDriver, RaceState } from '../race/state.ts';
import { chatLines } from './answers.ts';
import { isRunByVanilla } from './native.ts';

export interface ChatOptions {
  readonly server: string;
  readonly dialect: Dialect;
  readonly dispatcher: Dispatcher;
  readonly rights: Rights;
  readonly speaker: Pick<Speaker, 'say'>;
  readonly state: () => RaceState;
  /** The role of a linked Discord account, where the owner lets it count in the game. */
  readonly linkedRole: (guid: string) => Promise<Role | undefined>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** The in-game front end: what a driver types to the server or to Pitwall, and what they read in answer. */
export interface ChatFrontEnd {
  /** One line of a driver, as it came. Resolves when its answer has been handed over; never rejects. */
  heard(line: HeardLine): Promise<void>;
}

export interface HeardLine {
  readonly carId: number;
  readonly text: string;
  /** Names of those who were there when it was typed and are not any more. */
  readonly left?: readonly string[];
}

/** A line and what has to be known of the moment when it was typed. */
interface Typed {
  readonly line: string;
  readonly driver: PresentDriver;
  readonly present: readonly string[];
}

/** More lines than these in this time are not commands but noise. */
const MOST_LINES = 8;
const MOST_LINES_MS = 5000;

export function createChatFrontEnd(options: ChatOptions): ChatFrontEnd {
  const { rights, state, clock } = options;
  /** One driver's commands run one after the other, so that the answers come in order. */
  const turns = new Map<string, Promise<void>>();
  const recent = new Map<string, number[]>();

  function isNoise(guid: string): boolean {
    const lines = [...(recent.get(guid) ?? []), clock.monotonic()].filter(
      (at) => at > clock.monotonic() - MOST_LINES_MS,
    );
    recent.set(guid, lines.slice(-MOST_LINES - 1));
    return lines.length > MOST_LINES;
  }

  async function inTurn(guid: string, work: () => Promise<void>): Promise<void> {
    const turn = (turns.get(guid) ?? Promise.resolve()).then(work);
    turns.set(guid, turn);
    await turn;
    if (turns.get(guid) === turn) turns.delete(guid);
  }

  return {
    async heard({ carId, text, left = [] }) {
      const { drivers } = state();
      const driver = drivers.get(carId);
      const line = text.trim();
      if (!driver || !/^[/!]\s*\p{L}/u.test(line) || isNoise(driver.guid)) return;
      if (isLogin(line) && rights.isSilenced(driver.guid)) return;
      // Taken now: by the time it is this line's turn, acServer may have put out whom it names.
      const present = [...[...drivers.values()].map(({ name }) => name), ...left];
      await inTurn(driver.guid, () =>
        obey({ line, driver, present }, options).catch((error: unknown) => confess(error, driver, options)),
      );
    },
  };
}

const isLogin = (line: string): boolean => /^[/!]\s*(?:admin|spectator)\b/i.test(line);

async function obey({ line, driver, present }: Typed, options: ChatOptions): Promise<void> {
  const { dialect, speaker } = options;
  const seat = { carId: driver.carId, guid: driver.guid };
  const say = async (words: string): Promise<void> => void (await speaker.say(seat, words));
  const command = line.slice(1).trim();
  const caller = await callerFor(driver, command, options);

  if (line.startsWith('/')) {
    // Other servers run slash lines themselves, or do not pass them on.
    if (dialect !== 'kunos') return;
    // Lines of other plugins, and what somebody tries who may not, get no answer.
    if (!mayRun(command, caller, options)) return;
    if (isRunByVanilla(line, present)) {
      if (!options.rights.has(driver.guid, 'admin'))
        await say(`acServer runs this for its own admins; say !${command}`);
      return;
    }
  }
  const outcome = await options.dispatcher.dispatch({ line: command, caller, server: options.server });
  for (const words of linesOf(outcome)) await say(words);
}

/** What went wrong outside of the command itself: the driver still waits for an answer. */
async function confess(error: unknown, { carId, guid }: PresentDriver, { speaker, log }: ChatOptions): Promise<void> {
  const reference = randomBytes(3).toString('hex');
  log.error({ err: error, reference }, 'a line of chat failed');
  const sentence = `That went wrong on our side; the log has the details under ${reference}.`;
  await speaker.say({ carId, guid }, sentence).catch(() => {});
}

function linesOf(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case 'done':
      return chatLines(outcome.answer);
    case 'failed':
      return [outcome.sentence];
    case 'confirm':
      return [outcome.text];
    case 'input':
      return [`Say more: ${outcome.form.fields.map(({ name }) => name).join(', ')}.`];
  }
}

/** A GUID is only what the client claims: a linked account never kicks, bans or ends a session from inside the car. */
const NEVER_BY_LINK = /^(?:kick|force_kick|ban|unban|next_session|ksns|restart_session|ksrs|server|shutdown)\b/i;

async function callerFor(
  { carId, guid, name }: PresentDriver,
  command: string,
  { rights, linkedRole }: ChatOptions,
): Promise<Caller> {
  const linked = NEVER_BY_LINK.test(command) ? undefined : await linkedRole(guid);
  const role = rights.has(guid, 'admin') ? 'admin' : (linked ?? 'driver');
  return { via: 'chat', role, id: guid, name, guid, carId };
}

function mayRun(line: string, caller: Caller, { dispatcher }: ChatOptions): boolean {
  try {
    const { command } = find(dispatcher.commands, line);
    return offeredBy(command, 'chat') && atLeast(caller.role, command.role);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
