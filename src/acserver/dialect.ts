// What each kind of game server can do, and by which order.

import type { Dialect } from '../kit/dialects.ts';
import { UserError } from '../kit/errors.ts';
import { phrase, type Sentence, typed } from '../kit/sentence.ts';
import type { FromPlugin } from './udp/packets.ts';

export { DIALECTS, type Dialect } from '../kit/dialects.ts';

/** One datagram of the plugin protocol, or one line by RCON. An order is never given by both. */
export type Order = { readonly by: 'udp'; readonly packet: FromPlugin } | RconOrder;

export interface RconOrder {
  readonly by: 'rcon';
  readonly line: string;
  /** How the server's answer begins on success. Every other answer is a refusal. */
  readonly success: RegExp;
  /** Does the same if RCON is out of reach. */
  readonly otherwise?: FromPlugin;
}

export interface Seat {
  readonly carId: number;
  readonly guid: string;
}

/** What each action needs to become an order, by the name of its command. */
interface ActionFacts {
  kick: Seat;
  force_kick: Seat;
  ban: Seat;
  unban: { readonly guid: string };
  pm: Seat & { readonly line: string };
  say: { readonly line: string };
  next_session: Nothing;
  restart_session: Nothing;
  next_weather: Nothing;
  client_list: Nothing;
  ballast: Seat & { readonly amount: number };
  restrictor: Seat & { readonly amount: number };
  spectate: Nothing;
  spectate_class: Nothing;
}
export type Action = keyof ActionFacts;
type Nothing = Readonly<Record<never, never>>;

/**
 * Whether a server can do something.
 *
 * - native: it does so itself, and this has been seen.
 * - unproven: its documentation says so; nobody has seen it do so for a plugin.
 * - emulated: Pitwall builds it from what the server can do.
 * - impossible: with the reason, and which server can.
 */
type Ability<Facts = never> =
  | { readonly is: 'native' | 'unproven'; readonly how: string; order(facts: Facts): Order }
  | { readonly is: 'emulated'; readonly how: string; order?(facts: Facts): Order }
  | { readonly is: 'impossible'; readonly why: Sentence };

type Abilities = { readonly [A in Action]: Readonly<Record<Dialect, Ability<ActionFacts[A]>>> };

const kickUser = ({ carId }: Seat): Order => packet({ type: 'kickUser', carId });
const nextSession = native('NEXT_SESSION (207)', () => packet({ type: 'nextSession' }));
const restartSession = native('RESTART_SESSION (208)', () => packet({ type: 'restartSession' }));

// Answers of AssettoServer's commands on success. By RCON they are called without the slash of the chat.
const PUT_OUT = /^Steam profile of /;
const MOVED_ON = /^OK\b/;
const putOut =
  (word: string) =>
  (seat: Seat): Order => ({
    by: 'rcon',
    line: `${word} ${nameOf(seat)}`,
    success: PUT_OUT,
    otherwise: { type: 'kickUser', carId: seat.carId },
  });
const privateChat = native('SEND_CHAT (202)', ({ carId, line }: ActionFacts['pm']) =>
  packet({ type: 'sendChat', carId, message: line }),
);
const publicChat = native('BROADCAST_CHAT (203)', ({ line }: ActionFacts['say']) =>
  packet({ type: 'broadcastChat', message: line }),
);
const ownList = emulated('told from what Pitwall knows');

/**
 * The only place that says which server can do what. The orders of `acsm` are the manager's own admin commands; nobody
 * has seen it take them from a plugin. AssettoServer ignores ADMIN_COMMAND and gets its commands by RCON.
 */
export const abilities: Abilities = {
  kick: {
    kunos: native('KICK_USER (206), then `/kick_id <car id>` (209) if they are still there after 5 s', kickUser),
    acsm: unproven('`/kick <GUID>` (209)', (seat) => line(`/kick ${nameOf(seat)}`)),
    assettoserver: unproven('`kick_id <GUID>` (RCON), or KICK_USER (206) without it', putOut('kick_id')),
  },
  force_kick: {
    kunos: emulated('the same as kick: acServer knows no harder way', kickUser),
    acsm: unproven('`/force_kick <GUID>` (209)', (seat) => line(`/force_kick ${nameOf(seat)}`)),
    assettoserver: emulated('the same as kick: AssettoServer knows no harder way', putOut('kick_id')),
  },
  ban: {
    kunos: emulated('a kick, blacklist.txt, and a kick whenever they are there', kickUser),
    acsm: unproven('`/ban <GUID>` (209), and a kick whenever they are there', (seat) => line(`/ban ${nameOf(seat)}`)),
    assettoserver: unproven(
      '`ban_id <GUID>` (RCON), or KICK_USER (206) without it, and a kick whenever they are there',
      putOut('ban_id'),
    ),
  },
  unban: {
    kunos: emulated('blacklist.txt, which acServer reads at its start'),
    acsm: unproven('`/unban <GUID>` (209)', ({ guid }) => line(`/unban ${guid}`)),
    assettoserver: emulated('blacklist.txt, which a running AssettoServer notices'),
  },
  pm: { kunos: privateChat, acsm: privateChat, assettoserver: privateChat },
  say: { kunos: publicChat, acsm: publicChat, assettoserver: publicChat },
  next_session: {
    kunos: nextSession,
    acsm: nextSession,
    assettoserver: native('`next_session` (RCON), or NEXT_SESSION (207) without it', () => ({
      by: 'rcon',
      line: 'next_session',
      success: MOVED_ON,
      otherwise: { type: 'nextSession' },
    })),
  },
  restart_session: {
    kunos: restartSession,
    acsm: restartSession,
    assettoserver: native('`restart_session` (RCON), or RESTART_SESSION (208) without it', () => ({
      by: 'rcon',
      line: 'restart_session',
      success: MOVED_ON,
      otherwise: { type: 'restartSession' },
    })),
  },
  next_weather: {
    kunos: impossible(
      phrase`acServer only changes its weather when a session starts: use ${typed('next_session')} or ${typed('restart_session')}. The server manager\u2019s own server can change it at once.`,
    ),
    acsm: unproven('`/next_weather` (209)', () => line('/next_weather')),
    assettoserver: impossible(
      'AssettoServer has no next weather: its admins choose one by "/setweather <number>" in the game.',
    ),
  },
  client_list: { kunos: ownList, acsm: ownList, assettoserver: ownList },
  ballast: {
    kunos: native('`/ballast <car id> <kg>` (209), up to MAX_BALLAST_KG', ({ carId, amount }) =>
      line(`/ballast ${carId} ${amount}`),
    ),
    acsm: unproven('`/ballast <GUID> <kg>` (209), up to 5000 kg', (facts) =>
      line(`/ballast ${nameOf(facts)} ${facts.amount}`),
    ),
    assettoserver: unproven('`ballast <GUID> <kg>` (RCON)', (facts) => ({
      by: 'rcon',
      line: `ballast ${nameOf(facts)} ${facts.amount}`,
      success: /^Ballast set\b/,
    })),
  },
  restrictor: {
    kunos: native('`/restrictor <car id> <percent>` (209), up to 100 %', ({ carId, amount }) =>
      line(`/restrictor ${carId} ${amount}`),
    ),
    acsm: unproven('`/restrictor <GUID> <percent>` (209), up to 400 %', (facts) =>
      line(`/restrictor ${nameOf(facts)} ${facts.amount}`),
    ),
    assettoserver: unproven('`restrict <GUID> <percent>` (RCON), up to 400 %', (facts) => ({
      by: 'rcon',
      line: `restrict ${nameOf(facts)} ${facts.amount}`,
      success: /^Restrictor set\b/,
    })),
  },
  spectate: ownView('spectate'),
  spectate_class: ownView('spectate_class'),
};

/** @throws UserError if the server cannot, with the reason; Error for an action without an order */
export function orderFor<A extends Action>(dialect: Dialect, action: A, facts: ActionFacts[A]): Order {
  const ability = possible(dialect, action);
  if (!ability.order) throw new Error(`${action} is no order to ${dialect}`);
  return ability.order(facts);
}

/** @throws UserError if the server cannot, with the reason */
export function possible<A extends Action>(dialect: Dialect, action: A): Possible<ActionFacts[A]> {
  const ability: Ability<ActionFacts[A]> = abilities[action][dialect];
  if (ability.is === 'impossible') throw new UserError(ability.why);
  return ability;
}

/**
 * Tried once if the order for a kick changed nothing: other plugins have seen acServer lose KICK_USER, and use its
 * admin command instead.
 */
export const secondKick = (dialect: Dialect, { carId }: Seat): Order | undefined =>
  dialect === 'kunos' ? line(`/kick_id ${carId}`) : undefined;

type Possible<Facts> = Exclude<Ability<Facts>, { readonly is: 'impossible' }>;

/** "native: KICK_USER (206)": one cell of a table. */
export function abilityInWords(dialect: Dialect, action: Action): string {
  const ability: Ability = abilities[action][dialect];
  return ability.is === 'impossible' ? 'no' : `${ability.is}: ${ability.how}`;
}

function native<Facts>(how: string, order: (facts: Facts) => Order): Ability<Facts> {
  return { is: 'native', how, order };
}

function unproven<Facts>(how: string, order: (facts: Facts) => Order): Ability<Facts> {
  return { is: 'unproven', how, order };
}

function emulated<Facts>(how: string, order?: (facts: Facts) => Order): Ability<Facts> {
  return { is: 'emulated', how, order };
}

function impossible(why: Sentence): Ability {
  return { is: 'impossible', why };
}

/** Only a player's own game changes what they see, and only the manager's server hides cars at all. */
function ownView(command: string): Readonly<Record<Dialect, Ability>> {
  const nobodyHides = impossible(
    `"${command}" is for sessions where cars are hidden from each other, which only the server manager\u2019s own ` +
      'server has.',
  );
  return {
    kunos: nobodyHides,
    acsm: impossible(
      `"${command}" changes the view of whoever types it in the car: type "/${command} ..." into the game's chat.`,
    ),
    assettoserver: nobodyHides,
  };
}

function packet(message: FromPlugin): Order {
  return { by: 'udp', packet: message };
}

function line(command: string): Order {
  return packet({ type: 'adminCommand', command });
}

/** A GUID cannot hit the next driver in the car. Without Steam there is none, so the car id has to do. */
function nameOf({ carId, guid }: Seat): string {
  return /^\d{17}$/.test(guid) ? guid : String(carId);
}
