// What each kind of game server can be told to do, and by which order.

import type { Dialect } from '../kit/dialects.ts';
import { UserError } from '../kit/errors.ts';
import type { FromPlugin } from './udp/packets.ts';

export { DIALECTS, type Dialect } from '../kit/dialects.ts';

/** One datagram of the plugin protocol, or one line by RCON: an order is never given by both. */
export type Order =
  | { readonly by: 'udp'; readonly packet: FromPlugin }
  | { readonly by: 'rcon'; readonly line: string };

export interface Seat {
  readonly carId: number;
  readonly guid: string;
}

/** What each action must know to become an order, by the name of its command. */
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
 * - native: it does so itself, and somebody has seen it.
 * - unproven: it should by its documentation; nobody has seen it do so for a plugin.
 * - emulated: Pitwall does it out of what the server can.
 * - impossible: and why, and which server can.
 */
type Ability<Facts = never> =
  | { readonly is: 'native' | 'unproven'; readonly how: string; order(facts: Facts): Order }
  | { readonly is: 'emulated'; readonly how: string; order?(facts: Facts): Order }
  | { readonly is: 'impossible'; readonly why: string };

type Abilities = { readonly [A in Action]: Readonly<Record<Dialect, Ability<ActionFacts[A]>>> };

const kickUser = ({ carId }: Seat): Order => packet({ type: 'kickUser', carId });
const nextSession = native('NEXT_SESSION (207)', () => packet({ type: 'nextSession' }));
const restartSession = native('RESTART_SESSION (208)', () => packet({ type: 'restartSession' }));
const privateChat = native('SEND_CHAT (202)', ({ carId, line }: ActionFacts['pm']) =>
  packet({ type: 'sendChat', carId, message: line }),
);
const publicChat = native('BROADCAST_CHAT (203)', ({ line }: ActionFacts['say']) =>
  packet({ type: 'broadcastChat', message: line }),
);
const ownList = emulated('told from what Pitwall knows');

/**
 * The one place that says what which server can. What is told of `acsm` are the manager's own admin commands, which
 * nobody has seen it take from a plugin; AssettoServer ignores ADMIN_COMMAND and is given its commands by RCON.
 */
export const abilities: Abilities = {
  kick: {
    kunos: native('KICK_USER (206)', kickUser),
    acsm: unproven('`/kick <GUID>` (209)', (seat) => line(`/kick ${nameOf(seat)}`)),
    assettoserver: unproven('`/kick_id <GUID>` (RCON)', (seat) => rcon(`/kick_id ${nameOf(seat)}`)),
  },
  force_kick: {
    kunos: emulated('the same as kick: acServer knows no harder way', kickUser),
    acsm: unproven('`/force_kick <GUID>` (209)', (seat) => line(`/force_kick ${nameOf(seat)}`)),
    assettoserver: emulated('the same as kick: AssettoServer knows no harder way', (seat) =>
      rcon(`/kick_id ${nameOf(seat)}`),
    ),
  },
  ban: {
    kunos: emulated('a kick, blacklist.txt, and a kick on every join', kickUser),
    acsm: unproven('`/ban <GUID>` (209), and a kick on every join', (seat) => line(`/ban ${nameOf(seat)}`)),
    assettoserver: unproven('`/ban_id <GUID>` (RCON), and a kick on every join', (seat) =>
      rcon(`/ban_id ${nameOf(seat)}`),
    ),
  },
  unban: {
    kunos: emulated('blacklist.txt, which acServer reads at its start'),
    acsm: unproven('`/unban <GUID>` (209)', ({ guid }) => line(`/unban ${guid}`)),
    assettoserver: emulated('blacklist.txt; whether a running AssettoServer notices is not known'),
  },
  pm: { kunos: privateChat, acsm: privateChat, assettoserver: privateChat },
  say: { kunos: publicChat, acsm: publicChat, assettoserver: publicChat },
  next_session: { kunos: nextSession, acsm: nextSession, assettoserver: nextSession },
  restart_session: { kunos: restartSession, acsm: restartSession, assettoserver: restartSession },
  next_weather: {
    kunos: impossible(
      'acServer draws its weather anew only when a session starts: "next_session" and "restart_session" do that. ' +
        'The server manager\u2019s own server can change it at once.',
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
    assettoserver: unproven('`/ballast <GUID> <kg>` (RCON)', (facts) =>
      rcon(`/ballast ${nameOf(facts)} ${facts.amount}`),
    ),
  },
  restrictor: {
    kunos: native('`/restrictor <car id> <percent>` (209), up to 100 %', ({ carId, amount }) =>
      line(`/restrictor ${carId} ${amount}`),
    ),
    acsm: unproven('`/restrictor <GUID> <percent>` (209), up to 400 %', (facts) =>
      line(`/restrictor ${nameOf(facts)} ${facts.amount}`),
    ),
    assettoserver: unproven('`/restrict <GUID> <percent>` (RCON), up to 400 %', (facts) =>
      rcon(`/restrict ${nameOf(facts)} ${facts.amount}`),
    ),
  },
  spectate: ownView('spectate'),
  spectate_class: ownView('spectate_class'),
};

/** @throws UserError where the server cannot, with the reason; Error for what no order does */
export function orderFor<A extends Action>(dialect: Dialect, action: A, facts: ActionFacts[A]): Order {
  const ability = possible(dialect, action);
  if (!ability.order) throw new Error(`${action} is no order to ${dialect}`);
  return ability.order(facts);
}

/** @throws UserError where the server cannot, with the reason */
export function possible<A extends Action>(dialect: Dialect, action: A): Possible<ActionFacts[A]> {
  const ability: Ability<ActionFacts[A]> = abilities[action][dialect];
  if (ability.is === 'impossible') throw new UserError(ability.why);
  return ability;
}

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

function impossible(why: string): Ability {
  return { is: 'impossible', why };
}

/** What somebody sees is changed by their own game alone, and only the manager's server hides cars at all. */
function ownView(command: string): Readonly<Record<Dialect, Ability>> {
  const nobodyHides = impossible(
    `"${command}" is for sessions in which cars are hidden from each other, which only the server manager\u2019s own ` +
      'server has: here everybody sees everybody.',
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

function rcon(command: string): Order {
  return { by: 'rcon', line: command };
}

/** A GUID cannot hit whoever took the car meanwhile; without Steam there is none, and the car id has to do. */
function nameOf({ carId, guid }: Seat): string {
  return /^\d{17}$/.test(guid) ? guid : String(carId);
}
