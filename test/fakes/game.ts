import type { Dialect } from '../../src/acserver/dialect.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';

export interface Person {
  readonly guid: string;
  readonly name: string;
}

/**
 * A game server that obeys as far as its kind does: acServer takes packets and lines of its own, the manager's server
 * takes the same packets and lines of the manager's, AssettoServer takes packets and lines by RCON.
 */
export class FakeGame {
  readonly seats = new Map<number, Person>();
  readonly ballast = new Map<number, number>();
  readonly restrictor = new Map<number, number>();
  readonly chat: string[] = [];
  /** Every order as it came, chat and questions apart. */
  readonly orders: string[] = [];
  readonly barred = new Set<string>();
  sessionIndex = 0;
  restarts = 0;
  weather = 0;
  /** Hears nothing of what it is told. */
  isDeaf = false;
  readonly #dialect: Dialect;
  readonly #send: (packet: FromServer) => void;

  constructor(dialect: Dialect, send: (packet: FromServer) => void) {
    this.#dialect = dialect;
    this.#send = send;
  }

  join(carId: number, person: Person): void {
    this.seats.set(carId, person);
    this.#send({ type: 'newConnection', ...connection(carId, person) });
    if (this.seats.get(carId)?.guid === person.guid) this.#send({ type: 'clientLoaded', carId });
  }

  leave(carId: number): void {
    const person = this.seats.get(carId);
    if (!person) return;
    this.seats.delete(carId);
    this.#send({ type: 'connectionClosed', ...connection(carId, person) });
  }

  begin(index: number): void {
    this.sessionIndex = index;
    this.#send(session(index));
  }

  take(packet: FromPlugin): void {
    if (packet.type === 'sendChat') this.chat.push(`${packet.carId}: ${packet.message}`);
    if (packet.type === 'broadcastChat') this.chat.push(`all: ${packet.message}`);
    const isOrder = ['kickUser', 'nextSession', 'restartSession', 'adminCommand'].includes(packet.type);
    if (!isOrder) return;
    this.orders.push(packet.type === 'adminCommand' ? packet.command : packet.type);
    if (this.isDeaf) return;
    if (packet.type === 'kickUser') this.leave(packet.carId);
    if (packet.type === 'nextSession') this.begin((this.sessionIndex + 1) % 3);
    if (packet.type === 'restartSession') this.#restart();
    if (packet.type === 'adminCommand' && this.#dialect !== 'assettoserver') this.#run(packet.command);
  }

  /** @returns what the console says */
  rcon(line: string): string {
    this.orders.push(line);
    if (this.isDeaf) return '';
    return this.#run(line) ? 'done' : 'unknown command';
  }

  #restart(): void {
    this.restarts++;
    this.begin(this.sessionIndex);
  }

  #run(line: string): boolean {
    const [word = '', who = '', amount = ''] = line.split(' ');
    const action = LINES[this.#dialect][word];
    action?.(this, this.#carOf(who), { who, amount: Number(amount) });
    return action !== undefined;
  }

  /** acServer's own lines take car ids alone. */
  #carOf(who: string): number {
    if (this.#dialect === 'kunos') return /^\d{1,3}$/.test(who) ? Number(who) : -1;
    return [...this.seats].find(([carId, { guid }]) => guid === who || String(carId) === who)?.[0] ?? -1;
  }
}

type Line = (game: FakeGame, carId: number, words: { readonly who: string; readonly amount: number }) => void;

const kick: Line = (game, carId) => game.leave(carId);
const ban: Line = (game, carId, { who }) => {
  game.barred.add(who);
  game.leave(carId);
};
const unban: Line = (game, _, { who }) => void game.barred.delete(who);
const ballast: Line = (game, carId, { amount }) => void game.ballast.set(carId, amount);
const restrictor: Line = (game, carId, { amount }) => void game.restrictor.set(carId, amount);

const LINES: Readonly<Record<Dialect, Readonly<Record<string, Line>>>> = {
  kunos: { '/kick_id': kick, '/ballast': ballast, '/restrictor': restrictor },
  acsm: {
    '/kick': kick,
    '/force_kick': kick,
    '/ban': ban,
    '/unban': unban,
    '/ballast': ballast,
    '/restrictor': restrictor,
    '/next_weather': (game) => {
      game.weather++;
    },
  },
  // Its bans stand in blacklist.txt alone.
  assettoserver: { '/kick_id': kick, '/ban_id': kick, '/ballast': ballast, '/restrict': restrictor },
};

const connection = (carId: number, { guid, name }: Person) => ({
  carId,
  driverGuid: guid,
  driverName: name,
  carModel: 'bmw_m3_e30',
  carSkin: 'red',
});

const NAMES = ['Practice', 'Qualify', 'Race'];

const session = (sessionIndex: number): FromServer => ({
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex,
  currentSessionIndex: sessionIndex,
  sessionCount: 3,
  serverName: 'Friday',
  track: 'magione',
  trackConfig: '',
  name: NAMES[sessionIndex] ?? '',
  sessionType: sessionIndex + 1,
  timeMinutes: 10,
  laps: 0,
  waitTime: 0,
  ambientTemp: 20,
  roadTemp: 25,
  weatherGraphics: '3_clear',
  elapsedMs: 0,
});
