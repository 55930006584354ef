import { describe, expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { documentEmbed } from '../../../src/discord/renderings/documents.ts';
import type { DecisionList, ListedDecision, RaceDocument } from '../../../src/events/document.ts';
import { LANGUAGE_CODES, wordsIn } from '../../../src/texts/languages.ts';
import { document, EVENT, SESSION } from '../../fakes/documents.ts';
import { cardOfLast, postsOfLast } from '../posts.ts';
import { bea, elena } from '../race.ts';

const fieldsOf = (more: Partial<RaceDocument> = {}) => {
  const card = cardOfLast({ type: 'documentIssued', document: document(more) });
  return Object.fromEntries((card?.fields ?? []).map(({ name, value }) => [name, value]));
};

test('a document loses its button once nobody can appeal any more, and says the rest as before', () => {
  const [posted] = postsOfLast({ type: 'documentIssued', document: document() });
  const [over, ...others] = postsOfLast({ type: 'appealTermOver', document: document() });
  expect(others).toEqual([]);
  expect(JSON.stringify(posted?.post.body.components)).toContain('appeal P-17');
  expect(over).toEqual({
    ...posted,
    post: { ...posted?.post, body: { ...posted?.post.body, components: [] } },
    onlyIfThere: true,
  });
});

test('a document gets its button back if its term goes on', () => {
  const [posted] = postsOfLast({ type: 'documentIssued', document: document() });
  expect(postsOfLast({ type: 'appealTermGoesOn', document: document() })).toEqual([{ ...posted, onlyIfThere: true }]);
});

describe('a document', () => {
  test('shows driver, session, time, fact, infringement, decision, reason and appeal deadline', () => {
    const [post, ...others] = postsOfLast({ type: 'documentIssued', document: document() });
    expect(others).toEqual([]);
    expect(post).toMatchObject({ kind: 'document', post: { lane: 'race', key: 'document/3/5/gt3' } });
    expect(post?.post.body.embeds?.[0]).toMatchObject({ title: 'Doc 5 · Round 3', footer: { text: 'The stewards' } });
    expect(fieldsOf()).toEqual({
      Driver: '#7 Elena, Quick Racing',
      Session: 'Race (S-12) · INC-3',
      Time: '<t:1767268800:T> · 12:34 · lap 4',
      Fact: 'Contact with #12 Bea, T4, 38 km/h',
      Infringement: 'Causing a collision',
      Decision: '5-second time penalty (P-17)',
      Reason: 'late \\*braking\\*',
      'Appeal until': '<t:1767270600:f> (<t:1767270600:R>)',
    });
  });

  test('of an appeal names the drivers who appealed, the penalty and the ruling', () => {
    const decision = { number: 17, penalty: 17, says: 'time', amount: 5, driver: elena } as const;
    const fields = fieldsOf({
      fact: { is: 'appeal', by: [elena, bea], decision, document: 5 },
      decision: { number: 17, penalty: 17, says: 'upheld' },
      appealUntil: undefined,
    });
    expect(fields).toMatchObject({
      Fact: 'Appeal by Elena, Bea against P-17 (5-second time penalty for Elena), Doc 5',
      Decision: 'Decision upheld',
    });
    const [changed] = postsOfLast({ type: 'documentIssued', document: document({ replaces: 4, appealedBy: [bea] }) });
    expect(changed?.post.body.embeds?.[0]?.description).toBe('Replaces Doc 4.\nAfter an appeal by Bea.');
  });

  test('shows picture and evidence only if the league publishes them', () => {
    const evidence: RaceDocument['evidence'] = {
      server: 'gt3',
      incident: 3,
      contact: 2,
      drivers: [elena, bea],
      speedKmh: 38.4,
      evidence: {
        at: 0,
        touch: { parts: ['nose', 'tail'], alongside: { notDecided: 'one report' } },
        cars: [
          { carId: elena.carId, speeds: [{ secondsBefore: 0, kmh: 96, errorKmh: 4 }] },
          { carId: bea.carId, speeds: [] },
        ],
      },
    };
    const [post] = postsOfLast({ type: 'documentIssued', document: document({ evidence }) });
    expect(post?.post.body.pictures).toEqual([{ source: 'gt3/3.2/still@after~en', name: 'inc-3.png', place: 'embed' }]);
    const fields = fieldsOf({ evidence });
    expect(fields.Evidence).toMatch(/^38 km\/h · Nose of A to tail of B\n\*An estimate/);
    expect(fields['A · Elena']).toBe('96 ±4 km/h at the contact');
    const [silent] = postsOfLast({ type: 'documentIssued', document: document() });
    expect(silent?.post.body.pictures).toBeUndefined();
    expect(JSON.stringify(silent)).not.toMatch(/Evidence|±|Nose/);
  });

  test('names the document it replaces, and the replaced one is marked in its own message', () => {
    const card = cardOfLast({ type: 'documentIssued', document: document({ number: 6, replaces: 5 }) });
    expect(card?.description).toBe('Replaces Doc 5.');
    const [post] = postsOfLast({ type: 'documentSuperseded', document: document({ replacedBy: 6 }) });
    expect(post?.post.key).toBe('document/3/5/gt3');
    expect(post?.post.body.embeds?.[0]).toMatchObject({
      title: '~~Doc 5 · Round 3~~',
      description: '**Superseded by Doc 6.**',
    });
  });

  test.each([
    [{ number: 17, says: 'time', penalty: 17, amount: 5 } as const, '5-second time penalty (P-17)'],
    [
      {
        number: 18,
        says: 'time',
        penalty: 18,
        amount: 20,
        insteadOf: { penalty: 17, reason: 'drive-through P-17 not served' },
      } as const,
      '20-second time penalty (P-18): drive-through P-17 not served',
    ],
    [
      { number: 17, says: 'drive-through', penalty: 17, laps: 2, carriedOut: 'served' } as const,
      'drive-through within 2 laps (P-17), served',
    ],
    [
      { number: 17, says: 'grid', penalty: 17, amount: 3, grid: { on: 'next race' } } as const,
      '3-place grid drop in the next race (P-17)',
    ],
    [{ number: 17, says: 'disqualification', penalty: 17 } as const, 'disqualification (P-17)'],
    [{ number: 19, says: 'no further action' } as const, 'no further action'],
    [{ number: 19, says: 'withdrawn', penalty: 17 } as const, 'P-17 withdrawn'],
  ])('says what was decided: %o', (decision, said) => {
    expect(fieldsOf({ decision }).Decision).toBe(said);
  });

  test('leaves out unknown fields', () => {
    const bare = { incident: undefined, team: undefined, raceNumber: undefined, infringement: undefined };
    const moment = { at: 1_767_268_800_000 };
    expect(fieldsOf({ ...bare, moment, fact: undefined, reason: '', appealUntil: undefined })).toEqual({
      Driver: 'Elena',
      Session: 'Race (S-12)',
      Time: '<t:1767268800:T>',
      Decision: '5-second time penalty (P-17)',
    });
  });

  test.each([
    [{ is: 'report' } as const, 'Reported by a driver'],
    [{ is: 'noticed' } as const, 'Noted by race control'],
    [
      { is: 'rule', text: 'track limits on lap 7 (2 warnings used)' } as const,
      'track limits on lap 7 \\(2 warnings used\\)',
    ],
  ])('states the fact of %o', (fact, said) => {
    expect(fieldsOf({ fact }).Fact).toBe(said);
  });

  test('fits into a message, however long its names', () => {
    const long = '_'.repeat(2000);
    const other = { ...bea, name: long };
    const contacts = Array.from({ length: 20 }, () => ({ other, otherNumber: long, where: long, speedKmh: 99 }));
    const card = cardOfLast({
      type: 'documentIssued',
      document: document({
        event: { number: 1, name: long },
        session: { ...SESSION, name: long },
        driver: { ...elena, name: long },
        team: long,
        raceNumber: long,
        fact: { is: 'contacts', contacts },
        infringement: long,
        reason: long,
        decision: {
          number: 1,
          says: 'grid',
          penalty: 1,
          amount: 3,
          grid: { on: 'next event', race: long },
          insteadOf: { penalty: 1, reason: long },
        },
      }),
    });
    expect(messageBody.safeParse({ embeds: [card] }).error?.issues).toBeUndefined();
  });
});

const entry = (more: Partial<ListedDecision>): ListedDecision => ({
  number: 1,
  incident: 3,
  driver: elena,
  raceNumber: '7',
  lap: 4,
  says: 'no further action',
  infringement: 'Causing a collision',
  reason: '',
  ...more,
});
const list = (...entries: ListedDecision[]): DecisionList => ({ event: EVENT, session: SESSION, entries });

describe('two drivers with the same name are shown with their car ids', () => {
  const namesake = { carId: 9, guid: '76561197900000009', name: elena.name };

  test('in every field of a document', () => {
    expect(fieldsOf({ namesakes: [namesake] })).toMatchObject({ Driver: '#7 Elena (car 3), Quick Racing' });
    const fact = { is: 'contacts', contacts: [{ other: namesake, speedKmh: 38 }] } as const;
    // As in documents written before namesakes were noted.
    expect(fieldsOf({ fact })).toMatchObject({
      Driver: '#7 Elena (car 3), Quick Racing',
      Fact: 'Contact with Elena (car 9), 38 km/h',
    });
    const decision = { number: 17, penalty: 17, says: 'time', amount: 5, driver: elena } as const;
    expect(fieldsOf({ fact: { is: 'appeal', by: [elena], decision }, namesakes: [namesake] }).Fact).toBe(
      'Appeal by Elena (car 3) against P-17 (5-second time penalty for Elena (car 3))',
    );
    const appealed = document({ appealedBy: [bea], namesakes: [{ ...namesake, name: 'Bea' }] });
    expect(cardOfLast({ type: 'documentIssued', document: appealed })?.description).toBe(
      `After an appeal by Bea (car ${bea.carId}).`,
    );
  });

  test.each(LANGUAGE_CODES)('in the language %s', (code) => {
    const words = wordsIn(code);
    const [driver] = documentEmbed(document({ namesakes: [namesake] }), words).fields ?? [];
    expect(driver?.value).toBe(`#7 Elena (${words.carWithin({ carId: elena.carId })}), Quick Racing`);
  });

  test('in the list of decisions', () => {
    const told = { ...list(entry({ incident: undefined, reason: 'weaving' })), namesakes: [namesake] };
    expect(cardOfLast({ type: 'decisionsListed', list: told })?.description).toContain('#7 Elena (car 3): ');
  });
});

describe('the list of decisions without a penalty', () => {
  test('puts drivers with the same decision in one incident on one line', () => {
    const [post] = postsOfLast({
      type: 'decisionsListed',
      list: list(
        entry({}),
        entry({ number: 2, driver: bea, raceNumber: undefined }),
        entry({
          number: 3,
          incident: undefined,
          lap: undefined,
          says: 'warning',
          infringement: undefined,
          reason: 'weaving',
        }),
      ),
    });
    expect(post).toMatchObject({ kind: 'document', post: { key: 'decisions/12/gt3' } });
    expect(post?.post.body.embeds?.[0]).toMatchObject({
      title: 'Race (S-12): decisions without a penalty',
      description: [
        '**INC-3** · lap 4 · #7 Elena, Bea: no further action · Causing a collision',
        '#7 Elena: warning · weaving',
      ].join('\n'),
      footer: { text: 'Round 3' },
    });
  });

  test('says so when none of them is still in force', () => {
    expect(cardOfLast({ type: 'decisionsListed', list: list() })?.description).toBe('None of them is still in force.');
  });

  test('fits into a message, however much was decided', () => {
    const many = Array.from({ length: 300 }, (_, n) =>
      entry({ number: n, incident: n, driver: { ...elena, name: '_'.repeat(99) }, reason: '_'.repeat(400) }),
    );
    const card = cardOfLast({ type: 'decisionsListed', list: list(...many) });
    expect(messageBody.safeParse({ embeds: [card] }).error?.issues).toBeUndefined();
  });
});
