import type { Dialect } from '../../src/acserver/dialect.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';
import { LINES, type ObeyingGame, UNKNOWN } from './gameLines.ts';

export interface Person {
  readonly guid: string;
  readonly name: string;
}

/** What acServer may write over the GUID of a driver it has kicked. */
export const KICKED_GUID = '$#@@!$kicked';

/**
 * A game server that obeys as its kind does: acServer takes packets and its own lines, the manager's server takes the
 * same packets and the manager's lines, AssettoServer takes packets, and over RCON lines without a slash.
 */
export class FakeGame implements ObeyingGame {
  readonly seats = new Map<number, Person>();
  readonly ballast = new Map<number, number>();
  readonly restrictor = new Map<number, number>();
  readonly chat: string[] = [];
  /** Every order as it came, without chat and questions. */
  readonly orders: string[] = [];
  readonly barred = new Set<string>();
  /** AssettoServer: cars whose drivers have logged in as admin. Its console does not kick them. */
  readonly admins = new Set<number>();
  sessionIndex = 0;
  restarts = 0;
  weather = 0;
  /** Ignores everything that it is told. */
  isDeaf = false;
  /** Writes KICKED_GUID over the slot's own before it reports the end. */
  overwritesKicked = false;
  /** AssettoServer: how long its process has been running, which it reports as the session's time. */
  uptimeMs = 3 * 24 * 3_600_000;
  readonly #dialect: Dialect;
  readonly #send: (packet: FromServer) => void;
  /** Drivers who are still loading, and whether a KICK_USER was lost on them. */
  readonly #loading = new Map<number, { hasOverheard: boolean }>();
  #hasBegun = false;

  constructor(dialect: Dialect, send: (packet: FromServer) => void) {
    this.#dialect = dialect;
    this.#send = send;
  }

  join(carId: number, person: Person): void {
    this.arrive(carId, person);
    this.load(carId, person);
  }

  /** The first half of a join: the driver is still loading. */
  arrive(carId: number, person: Person): void {
    this.seats.set(carId, person);
    this.#loading.set(carId, { hasOverheard: false });
    this.#send({ type: 'newConnection', ...connection(carId, person) });
  }

  /** The second half, unless the driver has left. */
  load(carId: number, person: Person): void {
    if (this.seats.get(carId)?.guid !== person.guid) return;
    this.#loading.delete(carId);
    this.#send({ type: 'clientLoaded', carId });
  }

  leave(carId: number): void {
    this.#close(carId, false);
  }

  begin(index: number): void {
    const isFirst = !this.#hasBegun;
    this.#hasBegun = true;
    this.sessionIndex = index;
    if (this.#dialect !== 'assettoserver') {
      this.#send(session(index, 0));
      return;
    }
    if (!isFirst) this.#send({ type: 'endSession', filename: '' });
    // AssettoServer reports its first session as out of bounds, except at the start.
    if (index > 0 || isFirst) this.#send(session(index, this.uptimeMs));
    else this.#send({ type: 'error', message: `ERROR: ACSP_GET_SESSION_INFO out of bounds: ${index}` });
  }

  take(packet: FromPlugin): void {
    if (packet.type === 'sendChat') this.chat.push(`${packet.carId}: ${packet.message}`);
    if (packet.type === 'broadcastChat') this.chat.push(`all: ${packet.message}`);
    if (packet.type === 'getSessionInfo' && !this.isDeaf) this.#tellSession();
    const isOrder = ['kickUser', 'nextSession', 'restartSession', 'adminCommand'].includes(packet.type);
    if (!isOrder) return;
    this.orders.push(packet.type === 'adminCommand' ? packet.command : packet.type);
    if (this.isDeaf) return;
    if (packet.type === 'kickUser' && !this.#isOverheard(packet.carId)) this.kick(packet.carId);
    if (packet.type === 'nextSession') this.next();
    if (packet.type === 'restartSession') this.restart();
    if (packet.type === 'adminCommand' && this.#dialect !== 'assettoserver') this.#run(packet.command);
  }

  /** @returns what AssettoServer's console says */
  rcon(line: string): string {
    this.orders.push(line);
    if (this.isDeaf) return '';
    return `${this.#run(line)}\n`;
  }

  kick(carId: number): void {
    this.#close(carId, this.overwritesKicked);
  }

  /** Returns whether it worked: AssettoServer changes no session while a driver loads, and says so only over RCON. */
  next(): boolean {
    if (this.#mustWait()) return false;
    this.begin((this.sessionIndex + 1) % 3);
    return true;
  }

  restart(): boolean {
    if (this.#mustWait()) return false;
    this.restarts++;
    this.begin(this.sessionIndex);
    return true;
  }

  #close(carId: number, overwrites: boolean): void {
    const person = this.seats.get(carId);
    if (!person) return;
    this.seats.delete(carId);
    this.#loading.delete(carId);
    this.admins.delete(carId);
    const { name, guid } = person;
    this.#send({ type: 'connectionClosed', ...connection(carId, { name, guid: overwrites ? KICKED_GUID : guid }) });
  }

  /** On acServer the first KICK_USER is lost on a driver who is still loading. */
  #isOverheard(carId: number): boolean {
    const loading = this.#loading.get(carId);
    if (this.#dialect !== 'kunos' || !loading || loading.hasOverheard) return false;
    loading.hasOverheard = true;
    return true;
  }

  #mustWait(): boolean {
    return this.#dialect === 'assettoserver' && this.#loading.size > 0;
  }

  #tellSession(): void {
    const elapsedMs = this.#dialect === 'assettoserver' ? this.uptimeMs : 0;
    this.#send({ ...session(this.sessionIndex, elapsedMs), type: 'sessionInfo' });
  }

  #run(line: string): string {
    const [word = '', who = '', amount = ''] = line.split(' ');
    const action = LINES[this.#dialect].get(word);
    return action ? action(this, this.#carOf(who), { who, amount: Number(amount) }) : UNKNOWN;
  }

  /** acServer's own lines take only car ids; the others take GUIDs and names as well. */
  #carOf(who: string): number {
    const byId = /^\d{1,3}$/.test(who) && this.seats.has(Number(who)) ? Number(who) : -1;
    if (this.#dialect === 'kunos' || byId >= 0) return byId;
    return [...this.seats].find(([, { guid, name }]) => guid === who || name === who)?.[0] ?? -1;
  }
}

const connection = (carId: number, { guid, name }: Person) => ({
  carId,
  driverGuid: guid,
  driverName: name,
  carModel: 'bmw_m3_e30',
  carSkin: 'red',
});

const NAMES = ['Practice', 'Qualify', 'Race'];

const session = (sessionIndex: number, elapsedMs: number): Extract<FromServer, { type: 'newSession' }> => ({
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
  elapsedMs,
});
