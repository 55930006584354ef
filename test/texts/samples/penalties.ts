import type { appealTexts } from '../../../src/texts/english/appeals.ts';
import type { incidentTexts } from '../../../src/texts/english/incidents.ts';
import type { noticeTexts } from '../../../src/texts/english/notices.ts';
import type { penaltyTexts } from '../../../src/texts/english/penalties.ts';
import type { pointsTexts } from '../../../src/texts/english/points.ts';
import type { sessionTexts } from '../../../src/texts/english/sessions.ts';
import { ADA, BOB, NIGHT, type SamplesOf, WHEN, WHY } from './params.ts';

const one = { number: 17, penalty: 17 } as const;
const decided = { number: 18, penalty: 18, says: 'time', amount: 5 } as const;
const told = { name: ADA, carId: 5, hasNamesake: true };
const counted = { infraction: 'cut', warnings: 2, warningsBeforePenalty: 4 };
const penalties = [
  { type: 'reprimand', amount: 0 },
  { type: 'warning', amount: 0 },
  { type: 'time', amount: 5 },
  { type: 'drive-through', amount: 0, laps: 2 },
  { type: 'stop-and-go', amount: 10, laps: 1 },
  { type: 'grid', amount: 1, grid: { on: 'next race' } },
  { type: 'grid', amount: 3, grid: { on: 'next race', race: NIGHT } },
  { type: 'grid', amount: 5, grid: { on: 'next event' } },
  { type: 'grid', amount: 5, grid: { on: 'next event', race: NIGHT } },
  { type: 'grid', amount: 5 },
  { type: 'ballast', amount: 20, laps: 3 },
  { type: 'restrictor', amount: 5 },
  { type: 'disqualification', amount: 0 },
  { type: 'kick', amount: 0 },
] as const;
const STATES = ['proposed', 'issued', 'serving', 'served', 'not served', 'converted', 'withdrawn', 'applied'] as const;
const DRIVEN = ['drive-through', 'stop-and-go'] as const;
const WHYS = ['race over', 'finished', 'leader finished', 'last lap'] as const;
const answers = (['upheld', 'changed', 'inadmissible'] as const).flatMap((says) => [
  { says, instead: '' },
  { says, instead: '5 s' },
]);

/** Decisions, penalties, licence points, and appeals. */
export const penaltySamples: SamplesOf<
  typeof appealTexts &
    typeof incidentTexts &
    typeof noticeTexts &
    typeof penaltyTexts &
    typeof pointsTexts &
    typeof sessionTexts
> = {
  // Appeals.
  appealTaken: [{ ...one, incident: 3 }],
  appealAnsweredTo: answers.map((answer) => ({ ...one, ...answer, reason: WHY })),
  appealAgainstOwn: [{ ...one, by: ADA }],
  appealAgainstOwnAnswered: answers.map((answer) => ({ ...one, ...answer, by: ADA, reason: WHY })),
  appealedDecision: [{ ...decided, name: ADA }],
  appealOfAgainst: [{ by: ADA, decision: 'P-17' }],
  appealAnswerIs: answers,
  appealBy: [{ by: ADA }],
  appealOf: [{ by: ADA }],
  appealUntil: [{ time: WHEN }],
  appealAfterFlag: [{ minutes: 30 }],
  appealButton: [{ decision: undefined }, { decision: 'P-17' }],
  appealForm: [{ decision: undefined }, { decision: 'P-17' }, { decision: 'D-Z999999' }],
  appealFormReason: [],
  appealIsOpen: [one],
  canAppealInGame: [one],
  canAppeal: [{ ...decided, until: WHEN }],

  // Decisions, penalties, points.
  decision: [
    ...(['no further action', 'racing incident', 'withdrawn', 'served', 'not served'] as const).map((says) => ({
      says,
    })),
    ...penalties.map(({ type: says, amount }) => ({ says, amount, laps: 2 })),
  ],
  otherDecided: [],
  incidentReason: [
    { number: 3, others: [BOB], lap: 4, reason: WHY },
    { number: 3, others: [], lap: undefined, reason: '' },
    { number: 3, others: [BOB, ADA], lap: undefined, reason: '' },
    { number: 3, others: [BOB, ADA, BOB, ADA, BOB], lap: 4, reason: '' },
  ],
  noticeWithTask: [
    { notice: WHY, type: 'drive-through', amount: 0 },
    { notice: WHY, type: 'stop-and-go', amount: 10 },
    { notice: WHY, type: 'time', amount: 5 },
  ],
  noticeOfEarlier: [
    { id: 12, name: NIGHT, date: '2026-03-14', notice: WHY },
    { id: 12, name: '', date: undefined, notice: WHY },
  ],
  licencePoints: [{ amount: 1 }, { amount: 6 }],
  licenceLine: [
    { name: ADA, amount: 1 },
    {
      name: ADA,
      amount: 6,
      reached: { points: 5, consequence: WHY },
      next: { points: 8, consequence: WHY },
    },
  ],
  pointsEntry: [
    { number: 17, penalty: 17, says: 'time', size: 5, amount: 2, event: NIGHT, infringement: WHY },
    { number: 17, penalty: 17, says: 'drive-through', laps: 2, amount: 2, event: NIGHT, infringement: '' },
  ],
  pointsEventsLeft: [{ events: 0 }, { events: 1 }, { events: 4 }],
  pointsUntil: [{ time: WHEN }],
  licencesTitle: [],
  noLicencePoints: [],
  penalty: penalties,
  penaltyFor: penalties.map((each) => ({ ...each, name: ADA })),
  penaltyState: [
    ...STATES.map((state) => ({ state })),
    { state: 'serving', lapsLeft: 0 },
    { state: 'serving', lapsLeft: 1 },
    { state: 'serving', lapsLeft: 2 },
    { state: 'converted', convertedInto: 18 },
  ],
  warningCount: [
    { infraction: 'cut', warnings: 2 },
    counted,
    { ...counted, warnings: 0 },
    { ...counted, warnings: 3 },
    { ...counted, warnings: 4, infraction: 'car contact' },
    { ...counted, infraction: 'wall contact' },
  ],
  infractionCounted: [
    { infraction: 'cut', warnings: 2, lap: 7 },
    { ...counted, lap: 7, sectors: [2] },
    { ...counted, warnings: 5, lap: 7, sectors: [1, 3] },
  ],
  driverWarned: [{ reason: '' }, { reason: WHY }, { reason: 'x (y)' }],
  driverReprimanded: [{ reason: '' }, { reason: WHY }],
  driverPenalised: penalties.flatMap((each) => [
    { ...each, number: 17, state: 'serving' as const, lapsLeft: 2, reason: WHY },
    { ...each, number: 17, state: 'issued' as const, lapsLeft: 1, reason: '' },
  ]),
  penaltyServed: [{ number: 17 }],
  penaltyWithdrawn: [{ number: 17 }],
  penaltyConverted: [{ number: 17, convertedInto: 18 }],
  penaltyDue: [0, 1, 2].map((lapsLeft) => ({ number: 17, type: 'drive-through' as const, lapsLeft })),
  penaltyAnnounced: [
    { type: 'drive-through', driver: told },
    { type: 'disqualification', driver: { ...told, hasNamesake: false } },
    { type: 'stop-and-go', driver: { ...told, name: '' } },
  ],
  infractionInLap: [
    { infraction: 'cut', warnings: 1, lap: 3 },
    { infraction: 'wall contact', warnings: 2, lap: 3, sectors: [1, 2] },
    { infraction: 'car contact', warnings: 0, lap: 3 },
  ],
  raceBegan: [],
  carried: [],
  lapDriven: [{ lap: 7 }],
  neverCalledServed: [],
  raceStarted: [{ race: NIGHT }, { race: '' }],
  resultFinal: [],
  leftServer: [],
  managersCause: [{ cause: 3 }, { cause: 'cut' }],
  otherNotServed: DRIVEN.map((type) => ({ type, number: 17 })),
  otherUnservable: DRIVEN.flatMap((type) => WHYS.map((why) => ({ type, number: 17, why }))),
  otherServed: [{ number: 17 }],
  otherWithdrawn: [{ number: 17 }],
  notCarriedOut: [{ why: WHY }],
  sessionLength: [
    { laps: 1, minutes: 0 },
    { laps: 12, minutes: 0 },
    { laps: 0, minutes: 30 },
  ],
  sessionNext: [{}, { next: 'on' }, { next: 'off' }, { next: { laps: 12, minutes: 0 } }],
};
