import type { ServerConfig } from '../config.ts';
import type { Driver } from '../world.ts';
import type { Skill } from './car.ts';
import { people, sentences } from './people.ts';
import { between, happens, pick, type Random } from './random.ts';

/** A driver who wants to race, in the car he asks for. */
export interface Guest extends Driver {
  skill: Skill;
}

/** What somebody at home does. */
export type Wish =
  | { kind: 'join'; guest: Guest }
  | { kind: 'load'; guid: string }
  | { kind: 'leave'; guid: string }
  | { kind: 'say'; guid: string; text: string };

export interface Crowd {
  step(nowMs: number, isRace: boolean): Wish[];
  /** Whether the server took him. Who is refused does not ask again. */
  answered(guid: string, isIn: boolean): void;
  skillOf(guid: string): Skill | undefined;
  /** He was put out and would like to come back. */
  kicked(guid: string): void;
  /** A driver from outside asks to be let in. */
  invite(guest: Guest): void;
  /** He leaves now and does not come back. */
  dismiss(guid: string): void;
}

interface Member {
  guest: Guest;
  state: 'away' | 'loading' | 'here';
  /** When he comes, or has loaded. */
  atMs: number;
}

/** How often in a second: once in a quarter of an hour, seldom in a race, and a word every five minutes. */
const leaving = { race: 1 / 4000, otherwise: 1 / 900 };
const talking = 1 / 300;

export function createCrowd(guests: readonly Guest[], random: Random, firstMs: number): Crowd {
  const members = new Map<string, Member>();
  let arrivesMs = firstMs;
  for (const guest of guests) {
    members.set(guest.guid, { guest, state: 'away', atMs: arrivesMs });
    arrivesMs += between(random, 500, 2200);
  }
  let lastMs = 0;

  function wishesOf(member: Member, isRace: boolean, seconds: number): Wish[] {
    const { guest, state } = member;
    const { guid } = guest;
    if (state === 'away') return lastMs < member.atMs ? [] : [{ kind: 'join', guest }];
    if (state === 'loading') {
      if (lastMs < member.atMs) return [];
      member.state = 'here';
      return [{ kind: 'load', guid }];
    }
    if (happens(random, isRace ? leaving.race : leaving.otherwise, seconds)) {
      Object.assign(member, { state: 'away', atMs: lastMs + between(random, 20_000, 60_000) });
      return [{ kind: 'leave', guid }];
    }
    const text = happens(random, talking, seconds) ? pick(random, sentences) : undefined;
    return text === undefined ? [] : [{ kind: 'say', guid, text }];
  }

  return {
    step(nowMs, isRace) {
      const seconds = (nowMs - lastMs) / 1000;
      lastMs = nowMs;
      return [...members.values()].flatMap((member) => wishesOf(member, isRace, seconds));
    },
    answered(guid, isIn) {
      const member = members.get(guid);
      if (!member) return;
      if (isIn) Object.assign(member, { state: 'loading', atMs: lastMs + between(random, 2000, 8000) });
      else member.atMs = Number.POSITIVE_INFINITY;
    },
    skillOf: (guid) => members.get(guid)?.guest.skill,
    kicked(guid) {
      const member = members.get(guid);
      if (member) Object.assign(member, { state: 'away', atMs: lastMs + between(random, 10_000, 25_000) });
    },
    invite: (guest) => void members.set(guest.guid, { guest, state: 'away', atMs: lastMs }),
    dismiss: (guid) => void members.delete(guid),
  };
}

/** Somebody for each slot there is room for: those the entry list names, and others for the open slots. */
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

/** Names come from the game's own profile; one that the entry list invented is all we have of a stranger. */
const known = (guid: string, name: string, team: string) =>
  people.find((person) => person.guid === guid) ?? { guid, name: name || `Driver ${guid.slice(-4)}`, team };
