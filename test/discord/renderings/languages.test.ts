import { describe, expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { boardMessages } from '../../../src/discord/renderings/board.ts';
import { classificationEmbed } from '../../../src/discord/renderings/classification.ts';
import { documentEmbed } from '../../../src/discord/renderings/documents.ts';
import { orderMessage } from '../../../src/discord/renderings/order.ts';
import type { RaceDocument } from '../../../src/events/document.ts';
import type { CarEvidence, Evidence } from '../../../src/events/evidence.ts';
import { languages, wordsIn } from '../../../src/texts/languages.ts';
import { board, orderRow } from '../../fakes/board.ts';
import { classification } from '../../fakes/results.ts';

/** The longest possible name, with characters that Discord acts on. */
const NAME = '*_~`|<@1>Ünal'.repeat(10);
const CROWD = Array.from({ length: 254 }, (_, carId) => ({ carId, guid: `g${carId}`, name: NAME }));
const [one, other] = [
  { carId: 3, guid: 'a', name: NAME },
  { carId: 4, guid: 'b', name: NAME },
];
const figure = { value: 12.5, plusMinus: 0.4 };
const car = (carId: number): CarEvidence => ({
  carId,
  speeds: [0, 1, 2, 3, 4, 5].map((secondsBefore) => ({ secondsBefore, kmh: 182, errorKmh: 4 })),
  braking: { secondsBefore: figure, laterThanUsualM: figure, laps: 12 },
  consequence: { after: 'stood', stoodS: 10, placeBefore: 3, placeAfter: 12, placesLost: 9, timeLostS: figure },
});
const alongside = {
  carId: 3,
  behindM: figure,
  overlap: 'some',
  axleToMirrorM: figure,
  axle: 'short',
} as const;
const evidence: Evidence = {
  at: 1,
  where: 'between T14 and T15',
  touch: { parts: ['left front', 'right rear'], alongside },
  cars: [car(3), car(4)],
  aheadCarId: 4,
  gapM: 24,
  gapErrorM: 1,
  closingKmh: 72,
  closingErrorKmh: 3,
  corner: { number: 14, name: 'T14', turnIn: alongside, apex: alongside, inside: { carId: 3, byM: figure } },
};
const contact = { other, otherNumber: '999', where: 'between T14 and T15', speedKmh: 138 };
const document: RaceDocument = {
  number: 999,
  event: { number: 1, name: NAME },
  session: { id: 99, server: 'gt3', run: 1, session: 1, name: NAME, kind: 'race' },
  incident: 999,
  at: 0,
  driver: one,
  raceNumber: '999',
  team: NAME,
  moment: { at: 0, sessionMs: 3_600_000, lap: 99 },
  fact: { is: 'contacts', contacts: Array.from({ length: 20 }, () => contact) },
  evidence: { server: 'gt3', incident: 999, contact: 1, drivers: [one, other], speedKmh: 138, evidence },
  infringement: NAME.repeat(3),
  decision: {
    number: 999,
    says: 'grid',
    penalty: 999,
    amount: 10,
    grid: { on: 'next event', race: NAME },
    carriedOut: 'not served',
  },
  reason: NAME.repeat(5),
  by: 'automatic',
  appealUntil: 0,
  replaces: 998,
  replacedBy: 1000,
  appealedBy: [one, other],
};

/** Discord's own limits, including the total for all embeds of a message. */
function takes(body: object): void {
  expect(messageBody.safeParse(JSON.parse(JSON.stringify(body))).error?.issues ?? []).toEqual([]);
}

describe.each([['en'], ...languages.map(({ code }) => [code])])(
  'the longest messages fit into the limits of Discord in "%s"',
  (code) => {
    const words = wordsIn(code);

    test('a board of 254 cars, and the full order', () => {
      const rows = CROWD.map((driver) =>
        orderRow({
          ...driver,
          number: '999',
          gap: { laps: 2, ms: 62_345 },
          toServe: [{ type: 'stop-and-go', seconds: 30, lapsLeft: 3 }],
        }),
      );
      const state = board({ name: NAME, state: 'deaf', rows, openIncidents: 99, earlierIncidents: 99 });
      const { now, away } = boardMessages(state, words, 0);
      takes(now);
      takes(away);
      takes(orderMessage({ kind: 'order', board: state }, words));
    });

    test('a result of 254 cars, all of them penalised', () => {
      const {
        rows: [row],
        amendments: [amendment],
      } = classification();
      if (!row || !amendment) throw new Error('the sample has no rows');
      const rows = CROWD.map((driver, index) => ({
        ...row,
        ...driver,
        position: index + 1,
        before: index + 2,
        penaltyMs: 5000,
        penaltyLaps: 2,
        bestLapMs: 100_301,
      }));
      const amendments = CROWD.map(({ guid, name }) => ({ ...amendment, guid, name, reason: NAME }));
      takes({ embeds: [classificationEmbed(classification({ name: NAME, rows, amendments }), words)] });
    });

    test('a document with every field filled in', () => takes({ embeds: [documentEmbed(document, words)] }));
  },
);
