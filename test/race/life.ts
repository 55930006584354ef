import fc from 'fast-check';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';

/** Something that happens on a game server, and how UDP and the log report it. */
export interface Happening {
  /** Milliseconds since the start of the server. */
  readonly at: number;
  readonly packets: readonly FromServer[];
  readonly facts: readonly StdoutFact[];
  /** When the line is written: before or after the datagram is sent. */
  readonly lineAt: number;
  /** The datagram never arrives. */
  readonly isLost: boolean;
}

/** What must be known in the end, each item exactly once. */
export interface Truth {
  readonly laps: string[];
  readonly contacts: string[];
  readonly chats: string[];
  readonly joins: string[];
  readonly sessions: string[];
}

export interface Life {
  readonly happenings: readonly Happening[];
  readonly truth: Truth;
  /** What arrives by UDP at this time. */
  packetsAt(ms: number): readonly (readonly FromServer[])[];
  /** What has arrived in this period, in order. */
  packetsFrom(from: number, to: number): readonly (readonly FromServer[])[];
  /** The server's answers to a plugin that asks at this time. */
  answersAt(ms: number): FromServer[];
}

const CARS = 4;
/** No lap is shorter, so two laps of a driver stay in order even when one is reported late. */
const SHORTEST_LAP_MS = 25_000;
/** If the session changes twice while nobody listens, only the log reports both, in order. */
const SHORTEST_SESSION_MS = 10_000;
const LOADING_MS = 1000;

const step = fc.record({
  kind: fc.constantFrom('join', 'join', 'leave', 'lap', 'lap', 'lap', 'contact', 'contact', 'chat', 'session'),
  car: fc.nat(CARS - 1),
  gapMs: fc.oneof(fc.integer({ min: 120, max: 1500 }), fc.integer({ min: 1500, max: 9000 })),
  lagMs: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -3000, max: 3000 })),
  isLost: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export const lives: fc.Arbitrary<Life> = fc.array(step, { minLength: 5, maxLength: 60 }).map(lifeOf);

interface Seat {
  readonly guid: string;
  readonly name: string;
  readonly joinedAt: number;
  lastLapAt: number;
}

/** The server's state from a time on. */
interface Moment {
  readonly at: number;
  readonly cars: ReadonlyMap<number, Seat>;
  readonly session: PacketOf<'newSession'>;
  readonly began: number;
}

/** Plays only the steps that make sense: a driver must be there to drive, chat or leave. */
function lifeOf(steps: readonly Step[]): Life {
  const writer = new Writer();
  for (const each of steps) writer.play(each);
  return writer;
}

class Writer implements Life {
  readonly happenings: Happening[] = [];
  readonly truth: Truth = { laps: [], contacts: [], chats: [], joins: [], sessions: [] };
  readonly #seats = new Map<number, Seat>();
  readonly #moments: Moment[] = [];
  #began = 0;
  #at = 0;
  #count = 0;
  #session = sessionPacket(0);
  #ordinal = 0;
  #laps = new Map<string, number>();

  constructor() {
    this.#begin(0, 0);
  }

  play({ kind, car, gapMs, lagMs: longest, isLost }: Step): void {
    // A server without CPU time stalls between its two reports of one thing, and makes both before the next thing.
    const lagMs = Math.max(longest, 1 - gapMs);
    this.#at += gapMs;
    this.#count += 1;
    const seat = this.#seats.get(car);
    if (kind === 'session') this.#changeSession(Math.max(0, lagMs));
    // Its log block is printed before the datagram is sent.
    else if (kind === 'join' && !seat) this.#join(car, Math.min(0, lagMs));
    else if (kind === 'leave' && seat) this.#leave(car, seat, lagMs);
    else if (kind === 'lap' && seat) this.#lap(car, seat, { lagMs, isLost });
    else if (kind === 'contact' && seat) this.#contact(car, seat, { lagMs, isLost });
    else if (kind === 'chat' && seat) this.#chat(car, seat, { lagMs, isLost });
    this.#remember(Math.min(0, kind === 'session' ? 0 : lagMs));
    this.#at += Math.max(0, lagMs);
  }

  packetsAt(ms: number): readonly (readonly FromServer[])[] {
    return this.packetsFrom(ms, ms);
  }

  packetsFrom(from: number, to: number): readonly (readonly FromServer[])[] {
    return this.happenings.filter(({ at, isLost }) => at >= from && at <= to && !isLost).map(({ packets }) => packets);
  }

  answersAt(ms: number): FromServer[] {
    const now = this.#moments.findLast(({ at }) => at <= ms);
    if (!now) return [];
    const info = { ...now.session, type: 'sessionInfo', elapsedMs: ms - now.began } as const;
    return [info, ...Array.from({ length: CARS }, (_, carId) => infoOf(carId, now.cars.get(carId), ms))];
  }

  /** The server answers with its actual state, reported or not: it acts before it reports by UDP or log. */
  #remember(lagMs = 0): void {
    this.#moments.push({
      at: this.#at + lagMs,
      cars: new Map(this.#seats),
      session: this.#session,
      began: this.#began,
    });
  }

  #happen(packets: FromServer[], facts: StdoutFact[], lagMs: number, isLost = false): void {
    this.happenings.push({ at: this.#at, packets, facts, lineAt: Math.max(0, this.#at + lagMs), isLost });
  }

  #begin(index: number, lagMs: number): void {
    this.#ordinal += 1;
    this.#laps = new Map();
    this.#session = sessionPacket(index);
    const { name, sessionType: type, timeMinutes, laps } = this.#session;
    this.#happen([this.#session], [{ fact: 'sessionStarted', name, index, type, timeMinutes, laps }], lagMs);
    this.truth.sessions.push(`${this.#ordinal} ${name}`);
    this.#began = this.#at;
    this.#remember();
  }

  /** The server answers with the session last announced by UDP, so no log line of a new session comes earlier. */
  #changeSession(lagMs: number): void {
    if (this.#at - this.#began < SHORTEST_SESSION_MS) return;
    const file = `results/${this.#count}.json`;
    if (this.#laps.size > 0) {
      this.#happen([{ type: 'endSession', filename: file }], [{ fact: 'sessionEnded', resultsFile: file }], lagMs);
    }
    this.#begin((this.#session.sessionIndex + 1) % 3, lagMs);
  }

  #join(carId: number, lagMs: number): void {
    const seat = {
      guid: `7656119790000${1000 + this.#count}`,
      name: `Driver ${this.#count}`,
      joinedAt: this.#at,
      lastLapAt: -Infinity,
    };
    this.#seats.set(carId, seat);
    const who = { driverName: seat.name, driverGuid: seat.guid, carId, carModel: 'abarth500', carSkin: 'red' };
    const fact = {
      fact: 'driverJoined',
      slot: carId,
      name: seat.name,
      team: '',
      guid: seat.guid,
      car: 'abarth500',
    } as const;
    this.#happen([{ type: 'newConnection', ...who }], [fact], lagMs);
    this.truth.joins.push(`${carId} ${seat.guid}`);
  }

  #leave(carId: number, { guid, name }: Seat, lagMs: number): void {
    this.#seats.delete(carId);
    const who = { driverName: name, driverGuid: guid, carId, carModel: 'abarth500', carSkin: 'red' };
    const fact = { fact: 'driverLeft', how: 'clean', name, team: '', slot: carId } as const;
    this.#happen([{ type: 'connectionClosed', ...who }], [fact], lagMs);
  }

  #lap(carId: number, seat: Seat, { lagMs, isLost }: Pick<Step, 'lagMs' | 'isLost'>): void {
    if (this.#at - seat.lastLapAt < SHORTEST_LAP_MS) return;
    seat.lastLapAt = this.#at;
    const lapMs = 90_000 + this.#count;
    const number = (this.#laps.get(seat.guid) ?? 0) + 1;
    this.#laps.set(seat.guid, number);
    this.#happen(
      [{ type: 'lapCompleted', carId, lapTimeMs: lapMs, cuts: 0, leaderboard: [], gripLevel: 1 }],
      [{ fact: 'lapCompleted', name: seat.name, lapMs, cuts: 0, slot: carId }],
      lagMs,
      isLost,
    );
    this.truth.laps.push(`session ${this.#ordinal}, ${seat.guid}, lap ${number}: ${lapMs}`);
  }

  #contact(carId: number, seat: Seat, { lagMs, isLost }: Pick<Step, 'lagMs' | 'isLost'>): void {
    const impactSpeed = Math.fround(10 + this.#count / 3);
    const [otherCarId, other] = [...this.#seats].find(([id]) => id !== carId) ?? [];
    const place = { position: [1, 0, 2], relativePosition: [0, 0, 1], speedKmh: impactSpeed } as const;
    const felt = { type: 'clientEvent', carId, impactSpeed, worldPos: [1, 0, 2], relPos: [0, 0, 1] } as const;
    const line = { fact: 'contact', name: seat.name, slot: carId, ...place } as const;
    this.#happen(
      [
        other && otherCarId !== undefined
          ? { ...felt, subtype: 'car', otherCarId }
          : { ...felt, subtype: 'environment' },
      ],
      [other ? { ...line, kind: 'car', otherName: other.name } : { ...line, kind: 'environment' }],
      lagMs,
      isLost,
    );
    this.truth.contacts.push(`session ${this.#ordinal}, ${seat.guid}, ${other?.guid ?? 'wall'}: ${impactSpeed}`);
  }

  #chat(carId: number, seat: Seat, { lagMs, isLost }: Pick<Step, 'lagMs' | 'isLost'>): void {
    const text = this.#count % 3 === 0 ? `line ${this.#count}` : 'gg';
    this.#happen([{ type: 'chat', carId, message: text }], [{ fact: 'chat', name: seat.name, text }], lagMs, isLost);
    this.truth.chats.push(`${seat.guid}: ${text}`);
  }
}

const KINDS = [
  { name: 'Practice', sessionType: 1, timeMinutes: 10, laps: 0 },
  { name: 'Qualify', sessionType: 2, timeMinutes: 10, laps: 0 },
  { name: 'Race', sessionType: 3, timeMinutes: 0, laps: 5 },
] as const;

/** In this answer a driver who is still loading is not connected. */
const infoOf = (carId: number, seat: Seat | undefined, ms: number): PacketOf<'carInfo'> => ({
  ...{
    type: 'carInfo',
    carId,
    isConnected: seat !== undefined && ms - seat.joinedAt >= LOADING_MS,
    driverTeam: '',
    carModel: 'abarth500',
    carSkin: 'red',
  },
  driverGuid: seat?.guid ?? '',
  driverName: seat?.name ?? '',
});

const sessionPacket = (index: number): PacketOf<'newSession'> => ({
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex: index,
  currentSessionIndex: index,
  sessionCount: 3,
  serverName: 'Test',
  track: 'magione',
  trackConfig: '',
  waitTime: 0,
  elapsedMs: 0,
  ambientTemp: 18,
  roadTemp: 24,
  weatherGraphics: '3_clear',
  ...(KINDS[index] ?? KINDS[0]),
});
