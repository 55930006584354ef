import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src/events/evidence.ts';
import { incident } from '../../fakes/incidents.ts';
import { bea, cardOf, elena, evidence, postOf } from './incidentCard.ts';

describe('the card of an incident', () => {
  test('shows the place, a column of speeds for each car, and the time in the replay', () => {
    const told: Evidence = {
      ...evidence,
      where: 'between T4 and T5',
      touch: { parts: ['right front', 'left side'], alongside: { notDecided: 'places apart' } },
    };
    const card = cardOf({ contacts: [{ drivers: [elena, bea], speedKmh: 34.4, evidence: told }] });
    expect(card?.title).toBe('INC-3 · Elena and Bea · between T4 and T5');
    expect(card?.description?.split('\n').at(-1)).toBe(
      '34 km/h · Right front of A to left side of B · overlap unclear from the data (the two games put it at different places)',
    );
    expect(card?.description).not.toContain('%');
    expect(card?.fields).toEqual([
      {
        name: 'A · Elena',
        value: '96 km/h at the contact, slowing down\nbefore: 182 km/h at 5 s, 181 km/h at 3 s, 170 km/h at 1 s',
        inline: true,
      },
      { name: 'B · Bea', value: '90 km/h at the contact', inline: true },
      { name: 'Before the contact', value: '1 s before contact: B ahead by 24 m, closing at 72 km/h' },
    ]);
    expect(card?.footer?.text).toContain('An estimate');
    expect(card?.footer?.text).toContain('Replay: Race 12:34.');
  });

  test('takes the race position from the evidence if it has one', () => {
    const [speeds, consequence] = [
      [],
      { after: 'went on', placeBefore: 6, placeAfter: 8, placesLost: 2, timeLostS: { notDecided: 'too few laps' } },
    ] as const;
    const told: Evidence = {
      at: 0,
      cars: [
        { carId: 3, speeds, consequence },
        { carId: 4, speeds },
      ],
    };
    const drivers = incident().drivers.map((each) => ({ ...each, position: 5 }));
    const card = cardOf({ drivers, contacts: [{ drivers: [elena, bea], speedKmh: 34, evidence: told }] });
    expect(card?.description).toContain('**Elena** car 3 · lap 7 · P6\n`B` **Bea** car 4 · lap 7 · P5');
    expect(card?.fields?.[0]?.value).toBe('10 s after: continued, P6 to P8');
    expect(card?.fields?.[1]?.value).toBe('No telemetry for this car.');
  });

  test('shows the evidence of an encounter without a reported contact', () => {
    const encounter = {
      drivers: [bea, elena] as const,
      nearestM: { value: 2.13, plusMinus: 1.7 },
      evidence: { at: 0, where: 'T4', cars: [evidence.cars[1], evidence.cars[0]] as const },
    };
    const card = cardOf({ contacts: [], encounter, reports: [{ by: elena, against: bea, words: '', at: 0 }] });
    expect(card?.title).toBe('INC-3 · Elena and Bea · T4 · reported by a driver');
    expect(card?.description?.split('\n').slice(1)).toEqual([
      '`A` **Bea** car 4 · lap 7',
      '`B` **Elena** car 3 · lap 7',
      'No contact reported · closest, centre to centre: 2.1 m ±1.7',
      '🗣 Reported by **Elena** against **Bea**',
    ]);
    expect(card?.fields?.map(({ name }) => name)).toEqual(['A · Bea', 'B · Elena']);
    expect(card?.footer?.text).toContain('Race 12:34');
  });

  test('asks for new pictures once the evidence has the consequence for a car', () => {
    const sources = (told: Evidence) =>
      postOf(incident({ contacts: [{ drivers: [elena, bea], speedKmh: 34, evidence: told }] })).body.pictures?.map(
        ({ source }) => source,
      );
    const consequence = { notDecided: 'no positions' } as const;
    const [one, other] = evidence.cars;
    expect(sources(evidence)).toEqual(['gt3/3/still', 'gt3/3/animation']);
    expect(sources({ ...evidence, cars: [{ ...one, consequence }, other] })).toEqual([
      'gt3/3/still@after',
      'gt3/3/animation@after',
    ]);
  });

  const cara = { carId: 5, guid: '76561197900000003', name: 'Cara' };

  test('shows the first contact of a chain as A and B, even if another was reported first', () => {
    const drivers = [...incident().drivers, { ...cara, earlier: [] }];
    const [first] = incident().contacts;
    if (!first) throw new Error('the made incident has a contact');
    const contacts = [
      { ...first, at: 9000 },
      { drivers: [bea, cara] as const, speedKmh: 51, at: 7000, evidence: { ...evidence, where: 'T4' } },
    ];
    const card = cardOf({ drivers, contacts });
    expect(card?.title).toBe('INC-3 · Bea, Cara and Elena · T4 · 2-contact pile-up');
    expect(card?.description?.split('\n').slice(1)).toEqual([
      '`A` **Bea** car 4 · lap 7',
      '`B` **Cara** car 5',
      '**Elena** car 3 · lap 7',
      '51 km/h',
      '💥 2. Elena and Bea · 34 km/h · 2 s later',
    ]);
    expect(card?.fields?.map(({ name }) => name)).toEqual(['A · Bea', 'B · Cara', 'Before the contact']);
  });

  test('lists every contact of a long chain, with the first in full even if another was harder', () => {
    const contacts = [20, 31, 90, 12, 15, 44].map((speedKmh, index) => ({
      drivers: [elena, bea] as const,
      speedKmh,
      at: index * 1000,
      evidence,
    }));
    const card = cardOf({ contacts });
    expect(card?.description?.split('\n').filter((line) => line.startsWith('💥'))).toHaveLength(5);
    expect(card?.description).toContain('\n20 km/h\n💥 2. Elena and Bea · 31 km/h · 1 s later');
    expect(card?.fields?.filter(({ inline }) => inline)).toHaveLength(2);
  });
});
