import type { greetingTexts } from '../../../src/texts/english/greeting.ts';
import type { inGameTexts } from '../../../src/texts/english/inGame.ts';
import type { linkTexts } from '../../../src/texts/english/links.ts';
import type { reportTexts } from '../../../src/texts/english/reports.ts';
import type { rightsTexts } from '../../../src/texts/english/rights.ts';
import type { whoamiTexts } from '../../../src/texts/english/whoami.ts';
import { ADA, NIGHT, type SamplesOf, WHY } from './params.ts';

/** In the car, and what drivers are told about who they are and what they report. */
export const inGameSamples: SamplesOf<
  typeof greetingTexts &
    typeof inGameTexts &
    typeof linkTexts &
    typeof reportTexts &
    typeof rightsTexts &
    typeof whoamiTexts
> = {
  greeting: [],
  tooManyLines: [],
  andMore: [{ lines: 1 }, { lines: 12 }],
  helpInGame: [{ usage: '!me', about: WHY }],
  helpMoreInGame: [],
  serverInGame: (['running', 'starting', 'stopping', 'stopped', 'unknown'] as const).map((state) => ({
    name: NIGHT,
    state,
  })),
  takenInGame: [
    { connected: 3, slots: 24, session: NIGHT },
    { connected: 3, slots: 0 },
  ],
  nobodyInGame: [],
  driverInGame: [
    { carId: 5, name: ADA, laps: 7, loaded: true },
    { carId: 5, name: ADA, laps: 7, loaded: false },
  ],
  noSessionsInGame: [],
  sessionInGame: [
    { name: NIGHT, laps: 12, minutes: 0, active: true },
    { name: NIGHT, laps: 0, minutes: 30, active: false },
  ],
  lobbyInGame: (['off', 'stopped', 'unknown', 'registered', 'failed', 'lost'] as const).map((each) => ({
    standing: each,
    answer: WHY,
  })),
  beingSentAway: [
    { how: 'kicked', reason: WHY },
    { how: 'banned', reason: WHY },
  ],
  banStands: [
    { until: '2026-01-01 14:00 UTC', reason: WHY },
    { until: undefined, reason: '' },
  ],
  noPenaltiesInGame: [],
  placeInGame: [
    { position: 3, disqualified: false, name: ADA },
    { disqualified: true, name: ADA },
  ],
  adminGranted: [],
  spectatorGranted: [],
  extraInfoOn: [],
  extraInfoOff: [],
  linkBegun: [{ code: 'K7Q2' }],
  linked: [{ guid: '76561198000000001', name: ADA }],
  unlinked: [],
  notLinked: [],
  linkedByRoster: [],
  reportTaken: [{ incident: 3 }, { incident: 3, against: ADA }],
  reportForm: [],
  reportFormWords: [],
  reportFormLap: [],
  whoami: [
    {
      name: ADA,
      role: 'driver',
      proof: 'discord',
      link: { guid: '76561198000000001' },
      commands: 90,
      mayGive: 20,
      missing: ['steward', 'admin'],
    },
    { name: ADA, role: 'admin', proof: 'token', commands: 90, mayGive: 90, missing: [] },
    { name: ADA, role: 'steward', proof: 'open', commands: 90, mayGive: 80, missing: ['admin'] },
    {
      name: ADA,
      role: 'driver',
      proof: 'seat',
      link: { isLinked: false },
      commands: 90,
      mayGive: 20,
      missing: ['steward'],
    },
    {
      name: ADA,
      role: 'steward',
      proof: 'link',
      link: { isLinked: true },
      commands: 90,
      mayGive: 50,
      missing: ['admin'],
    },
    { name: ADA, role: 'driver', proof: 'password', link: {}, commands: 90, mayGive: 20, missing: ['steward'] },
  ],
};
