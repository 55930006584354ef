import type { documentTexts } from '../../../src/texts/english/documents.ts';
import type { evidenceTexts } from '../../../src/texts/english/evidence.ts';
import type { pictureTexts } from '../../../src/texts/english/pictures.ts';
import { ADA, BOB, NIGHT, type SamplesOf, WHY } from './params.ts';

const figure = (value: number) => ({ value, plusMinus: 0.4 });
const standing = { overlap: 'some', car: 'A', other: 'B', behindM: figure(1.5), axleToMirrorM: figure(-1.8) } as const;
const UNCLEAR = [
  'one report',
  'places apart',
  'not parallel',
  'late',
  'no positions',
  'broken positions',
  'too slow',
  'within the error',
  'no line',
  'no corner',
  'after the contact',
  'too few laps',
  'in the pits',
] as const;
const PARTS = [
  'nose',
  'left front',
  'right front',
  'left side',
  'right side',
  'left rear',
  'right rear',
  'tail',
  'middle',
] as const;

/** Documents, and what is known about a contact: evidence and pictures. */
export const documentSamples: SamplesOf<typeof documentTexts & typeof evidenceTexts & typeof pictureTexts> = {
  documentTitle: [{ number: 5, event: NIGHT }],
  documentSuperseded: [{ number: 5 }],
  documentReplaces: [{ number: 5 }],
  documentAfterAppeal: [{ by: ADA }],
  documentAppealAgainst: [
    { by: ADA, decision: 'P-17', document: undefined },
    { by: ADA, decision: 'P-17', document: 3 },
  ],
  documentAppealAnswer: [{ says: 'upheld' }, { says: 'inadmissible' }],
  documentDriver: [],
  documentSession: [],
  documentTime: [],
  documentFact: [],
  documentInfringement: [],
  documentDecision: [],
  documentReason: [],
  documentAppeal: [],
  documentContact: [
    { other: BOB, where: undefined, kmh: 38 },
    { other: BOB, where: 'T4', kmh: 38 },
  ],
  documentReport: [],
  documentNoticed: [],
  documentPenalty: [
    { penalty: '5 s', number: 17, carriedOut: undefined, instead: '' },
    { penalty: '5 s', number: 17, carriedOut: 'served', instead: WHY },
    { penalty: '5 s', number: 17, carriedOut: 'not served', instead: '' },
  ],
  documentWithdrawn: [{ penalty: undefined }, { penalty: 17 }],
  documentBy: [{ by: 'stewards' }, { by: 'automatic' }, { by: 'manager' }],
  listTitle: [{ session: NIGHT }],
  listIsEmpty: [],
  evidenceTitle: [],
  evidenceBefore: [],
  evidenceNoTelemetry: [],
  evidenceTouch: [
    ...PARTS.map((part) => ({ parts: [part, 'nose'] as const, cars: ['A', 'B'] as const })),
    { parts: ['tail', null], cars: ['A', 'B'] },
    { parts: [null, 'tail'], cars: ['A', 'B'] },
  ],
  evidenceOverlap: [
    { ...standing, axle: 'short' },
    { ...standing, axle: 'level' },
    { ...standing, axle: 'past' },
    { ...standing, axle: 'past', overlap: 'none' },
    { ...standing, axle: 'past', overlap: 'side by side', behindM: figure(-0.5) },
    { ...standing, axle: 'past', overlap: 'unclear' },
  ],
  evidenceOverlapUnclear: UNCLEAR.map((why) => ({ why })),
  evidenceUnclear: UNCLEAR.map((why) => ({ why })),
  evidenceNearest: [{ nearestM: figure(2.5) }],
  evidenceInCorner: [
    { corner: 'T4', moment: 'turn-in', said: WHY },
    { corner: 'T4', moment: 'apex', said: WHY },
  ],
  evidenceInside: [{ corner: 'T4', car: 'A', byM: figure(1.5) }],
  evidenceSpeedAtContact: ([undefined, 'steady', 'speeding up', 'slowing down'] as const).map((trend) => ({
    trend,
    kmh: 96,
    errorKmh: 4,
  })),
  evidenceSpeedsBefore: [
    {
      speeds: [
        { kmh: 182, errorKmh: 2, secondsBefore: 5 },
        { kmh: 170, secondsBefore: 1 },
      ],
    },
  ],
  evidenceApproach: [
    { ahead: { car: 'A' }, gapM: 24, gapErrorM: 1, closing: { kmh: 72, errorKmh: 3 } },
    { ahead: 'level', gapM: 24, gapErrorM: undefined, closing: 'steady' },
    { ahead: { unclear: 'no positions' }, gapM: 24, gapErrorM: 1, closing: 'not closing' },
    { ahead: { car: 'A' }, gapM: 24, gapErrorM: 1, closing: undefined },
  ],
  evidenceBraking: [
    { secondsBefore: figure(1.8), isAtContact: false, laterThanUsualM: figure(12), laps: 7 },
    { secondsBefore: figure(0.1), isAtContact: true, laterThanUsualM: figure(-12), laps: 7 },
    { secondsBefore: figure(0.1), isAtContact: true, laterThanUsualM: undefined, laps: 7 },
  ],
  evidenceConsequence: [
    { after: 'went on', stoodS: undefined, places: { from: 3, to: 5 }, timeLostS: figure(2.1) },
    { after: 'stood', stoodS: 6, places: undefined, timeLostS: figure(-2.1) },
    { after: 'stood', stoodS: undefined, places: undefined, timeLostS: undefined },
    { after: 'left', stoodS: undefined, places: undefined, timeLostS: undefined },
    { after: 'moved', stoodS: undefined, places: undefined, timeLostS: undefined },
  ],
  evidenceCaveat: [{ replay: undefined }, { replay: '12:34' }],
  placeBetween: [{ one: 'T4', other: 'T5' }],
  placeInPits: [],
  pictureShows: [
    { place: 'T4', a: '12', b: '7' },
    { place: undefined, a: '12', b: '7' },
  ],
  pictureSpeeds: [
    { letter: 'A', before: 143, at: 57, seconds: 2 },
    { letter: 'A', at: 57, seconds: 2 },
  ],
  pictureLegend: [{ before: 143, at: 57 }, { at: 57 }],
  pictureError: [{ metres: 0.7 }],
};
