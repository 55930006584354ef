import type { ServerConfig } from '../config.ts';
import type { Driver } from '../world.ts';
import type { Skill } from './car.ts';
import { people, sentences } from './people.ts';
import { between, happens, pick, type Random } from './random.ts';

/** A driver who wants to race, in the requested car. */
export interface Guest extends Driver {
  skill: Skill;
  /** The password they join with. */
  password?: string | undefined;
}

/** What a simulated person wants to do. */
export type Wish =
  | { kind: 'join'; guest: Guest }
  | { kind: 'load'; guid: string }
  | { kind: 'leave'; guid: string }
  | { kind: 'say'; guid: string; text: string };

interface Member {
  guest: Guest;
  state: 'away' | 'loading' | 'here';
  /** When they join, or have loaded. */
  atMs: number;
}

/** Rates per second: leaving once in a quarter of an hour, less often in a race; chatting once in five minutes. */
const leaving = { race: 1 / 4000, otherwise: 1 / 900 };
const talking = 1 / 300;
/** A larger crowd arrives faster, so that everybody is there before the lights. */
const USUAL_CROWD = 12;

/** Everybody who wants to race here, present or not. */
export class Crowd {
  readonly #random: Random;
  readonly #members = new Map<string, Member>();
  #nowMs = 0;
  #isCalm = false;

  /** They join one after the other, the first at `firstMs`. */
  constructor(guests: readonly Guest[], random: Random, firstMs: number) {
    this.#random = random;
    let atMs = firstMs;
    for (const guest of guests) {
      this.#members.set(guest.guid, { guest, state: 'away', atMs });
      atMs += between(random, 500, 2200) * Math.min(1, USUAL_CROWD / guests.length);
    }
  }

  step(nowMs: number, isRace: boolean): Wish[] {
    const seconds = (nowMs - this.#nowMs) / 1000;
    this.#nowMs = nowMs;
    return [...this.#members.values()].flatMap((member) =>
      member.state === 'here' ? this.#whims(member, isRace, seconds) : this.#comes(member),
    );
  }

  /** Whether the server let them in. A refused guest does not ask again. */
  answered(guid: string, isIn: boolean): void {
    if (isIn) this.#change(guid, 'loading', between(this.#random, 2000, 8000));
    else this.#change(guid, 'away', Number.POSITIVE_INFINITY);
  }

  skillOf(guid: string): Skill | undefined {
    return this.#members.get(guid)?.guest.skill;
  }

  /** They were kicked, and want to come back. */
  kicked(guid: string): void {
    this.#change(guid, 'away', between(this.#random, 10_000, 25_000));
  }

  /** A driver from outside wants to join. */
  invite(guest: Guest): void {
    this.#members.set(guest.guid, { guest, state: 'away', atMs: this.#nowMs });
  }

  /** Drivers who are here stay, and do not chat. */
  calm(): void {
    this.#isCalm = true;
  }

  /** They do not come back. */
  dismiss(guid: string): void {
    this.#members.delete(guid);
  }

  #comes({ guest, state, atMs }: Member): Wish[] {
    if (this.#nowMs < atMs) return [];
    if (state === 'away') return [{ kind: 'join', guest }];
    this.#change(guest.guid, 'here', 0);
    return [{ kind: 'load', guid: guest.guid }];
  }

  #whims({ guest: { guid } }: Member, isRace: boolean, seconds: number): Wish[] {
    if (this.#isCalm) return [];
    if (happens(this.#random, isRace ? leaving.race : leaving.otherwise, seconds)) {
      this.#change(guid, 'away', between(this.#random, 20_000, 60_000));
      return [{ kind: 'leave', guid }];
    }
    const text = happens(this.#random, talking, seconds) ? pick(this.#random, sentences) : undefined;
    return text === undefined ? [] : [{ kind: 'say', guid, text }];
  }

  #change(guid: string, state: Member['state'], inMs: number): void {
    const member = this.#members.get(guid);
    if (member) Object.assign(member, { state, atMs: this.#nowMs + inMs });
  }
}

/** One guest for each slot there is room for: drivers from the entry list, and others for open slots. */
export function guestsFor({ entries, maxClients }: ServerConfig, random: Random): Guest[] {
  const reserved = new Set(entries.flatMap(({ guid }) => guid.split(';')));
  const others = people.filter(({ guid }) => !reserved.has(guid)).values();
  const guests = entries.flatMap((entry): Guest[] => {
    const [guid = ''] = entry.guid.split(';');
    const who = guid ? known(guid, entry.driverName, entry.team) : others.next().value;
    return who ? [{ ...who, model: entry.model, skin: entry.skin, skill: skillOf(random) }] : [];
  });
  return guests.slice(0, maxClients);
}

export const skillOf = (random: Random): Skill => ({
  pace: between(random, 0.955, 1),
  recklessness: between(random, 0.5, 1.6),
});

/** Names come from the game's own profile; for a stranger there is only the name in the entry list. */
const known = (guid: string, name: string, team: string) =>
  people.find((person) => person.guid === guid) ?? { guid, name: name || `Driver ${guid.slice(-4)}`, team };
