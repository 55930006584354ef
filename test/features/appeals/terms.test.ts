import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { document } from '../../fakes/documents.ts';
import { classification } from '../../fakes/results.ts';
import type { IncidentRig } from '../incidents/rig.ts';
import { commandsOn, MINUTE, rigWithContact } from './world.ts';

const [HALF_AN_HOUR, DAY] = [30 * MINUTE, 24 * 60 * MINUTE];

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithContact();
});
afterEach(() => rig.remove());

const { drive, steward } = commandsOn(() => rig);

const flag = () => rig.tell({ type: 'sessionEnded' });
const decide = (driver = 1) => steward('Ada', `incident decide 1 "Driver ${driver}" time 5`);
/** Kills Pitwall, and starts it again after this time. */
const awayFor = (ms: number): void => {
  rig = rig.reopen();
  rig.clock.advance(ms);
  rig.resumeAppeals();
};

/** The penalties of which it was said that nobody can appeal any more, since the last start. */
const over = (): (number | undefined)[] =>
  rig.feed.events.flatMap((event) => (event.type === 'appealTermOver' ? [event.penalty?.number] : []));

describe('that nobody can appeal against a penalty any more', () => {
  test('is said as soon as its term has passed, and not a moment before', async () => {
    flag();
    await decide();
    rig.clock.advance(HALF_AN_HOUR);
    expect(over()).toEqual([]);
    expect(await drive(1, 'appeal P-1 unfair')).toBe('text');
    rig.clock.advance(1);
    expect(over()).toEqual([1]);
    rig.clock.advance(DAY);
    expect(over()).toEqual([1]);
  });

  test('is not said while anybody in its incident has not taken the flag', async () => {
    await decide();
    rig.clock.advance(2 * HALF_AN_HOUR + MINUTE);
    expect(over()).toEqual([]);
    flag();
    rig.clock.advance(HALF_AN_HOUR);
    expect(over()).toEqual([]);
    rig.clock.advance(HALF_AN_HOUR);
    expect(over()).toEqual([1]);
  });

  test('is not said of one that was withdrawn: its line says so', async () => {
    flag();
    await decide(1);
    await decide(2);
    await steward('Ada', 'penalty clear P-1 wrong car');
    rig.clock.advance(HALF_AN_HOUR + 1);
    expect(over()).toEqual([2]);
  });

  test('is not said in a league without appeals', async () => {
    rig.remove();
    rig = rigWithContact({ appealMinutes: 0 });
    flag();
    await decide();
    rig.clock.advance(DAY);
    expect(over()).toEqual([]);
  });
});

describe('a final result', () => {
  /** As the results do it: stored first, then told. */
  const finalise = (): void => {
    const final = { by: 'Stig', at: rig.clock.now() };
    flag();
    rig.store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', 1, 1, 'Race', 'race', 0, '{}')`,
    );
    rig.ledger.finalise(1, 1, final);
    rig.tell({ type: 'classified', classification: classification({ run: 1, session: 1, final }) });
    rig.clock.advance(1);
  };

  test('takes the buttons of its decisions away at once', async () => {
    await decide();
    finalise();
    expect(await drive(1, 'appeal P-1 unfair')).toMatch('part of a final result');
    expect(over()).toEqual([1]);
    rig.clock.advance(DAY);
    expect(over()).toEqual([1]);
  });

  test('takes a deadline that it cut short off the documents', async () => {
    await decide();
    const paper = document({
      decision: { number: 1, penalty: 1, says: 'time', amount: 5 },
      appealUntil: rig.clock.now() + HALF_AN_HOUR,
    });
    rig.tell({ type: 'documentIssued', document: paper });
    finalise();
    const papers = rig.feed.events.flatMap((event) => (event.type === 'appealTermOver' ? [event.document] : []));
    expect(papers).toEqual([{ ...paper, appealUntil: undefined }]);
  });

  describe('that is reopened', () => {
    const reopen = (): void => {
      const [by, at] = ['Stig', rig.clock.now()];
      rig.ledger.reopen(1, 1, { by, at, reason: 'new evidence', finalAt: at });
      rig.tell({ type: 'resultReopened', by, result: { run: 1, session: 1, name: 'Race', version: 2 } });
      rig.clock.advance(1);
    };
    const back = () => rig.feed.events.filter((event) => event.type === 'appealTermGoesOn');

    test('gives back the buttons of terms that still run, once, and these end as they would have', async () => {
      await decide();
      const paper = document({
        decision: { number: 1, penalty: 1, says: 'time', amount: 5 },
        appealUntil: rig.clock.now() + HALF_AN_HOUR,
      });
      rig.tell({ type: 'documentIssued', document: paper });
      finalise();
      rig.clock.advance(10 * MINUTE);
      reopen();
      expect(back()).toMatchObject([{ penalty: { number: 1 }, document: paper }]);
      expect(await drive(1, 'appeal P-1 unfair')).toBe('text');
      rig.clock.advance(19 * MINUTE);
      expect(over()).toEqual([1]);
      rig.clock.advance(2 * MINUTE);
      expect(over()).toEqual([1, 1]);
      expect(back()).toHaveLength(1);
    });

    test('gives nothing back once the term is over', async () => {
      await decide();
      finalise();
      rig.clock.advance(HALF_AN_HOUR + 1);
      reopen();
      rig.clock.advance(DAY);
      expect([back(), over()]).toEqual([[], [1]]);
    });

    test('is not followed by the end of the term of what was withdrawn', async () => {
      await decide();
      await decide(2);
      finalise();
      reopen();
      await steward('Ada', 'penalty clear P-1 wrong car');
      rig.clock.advance(HALF_AN_HOUR + 1);
      expect([back().map(({ penalty }) => penalty?.number), over()]).toEqual([
        [1, 2],
        [1, 2, 2],
      ]);
    });

    test('does so after a restart, and takes the buttons away again when it is final again', async () => {
      await decide();
      finalise();
      rig = rig.reopen();
      rig.resumeAppeals();
      reopen();
      expect(back()).toHaveLength(1);
      rig.ledger.finalise(1, 1, { by: 'Stig', at: rig.clock.now() });
      const final = { by: 'Stig', at: rig.clock.now() };
      rig.tell({ type: 'classified', classification: classification({ run: 1, session: 1, final }) });
      rig.clock.advance(15_000);
      expect(over()).toEqual([1]);
    });
  });

  test('leaves alone what it has nothing to do with', async () => {
    flag();
    await decide();
    const other = classification({ run: 1, session: 2, final: { by: 'Stig', at: rig.clock.now() } });
    rig.tell({ type: 'classified', classification: other });
    rig.clock.advance(HALF_AN_HOUR);
    expect(over()).toEqual([]);
    rig.clock.advance(15_000);
    expect(over()).toEqual([1]);
  });

  test('is asked about with the time until which decisions of the race can be appealed', async () => {
    const race = [{ run: 1, session: 1 }];
    expect(rig.appealsUntil(race)).toBeUndefined();
    flag();
    await decide();
    expect(rig.appealsUntil(race)).toBe(rig.clock.now() + HALF_AN_HOUR);
    expect(rig.appealsUntil([{ run: 1, session: 2 }])).toBeUndefined();
    rig.clock.advance(HALF_AN_HOUR + 1);
    expect(rig.appealsUntil(race)).toBeUndefined();
  });
});

describe('after a restart', () => {
  test('terms go on where they were', async () => {
    flag();
    await decide();
    awayFor(10 * MINUTE);
    expect(over()).toEqual([]);
    rig.clock.advance(20 * MINUTE + 1);
    expect(over()).toEqual([1]);
  });

  test('what ended meanwhile is said a few at a time', async () => {
    flag();
    for (let each = 0; each < 8; each += 1) await steward('Ada', `penalty give "Driver 1" time ${each + 1}`);
    awayFor(60 * MINUTE);
    rig.clock.advance(0);
    expect(over()).toHaveLength(3);
    rig.clock.advance(15_000);
    expect(over()).toHaveLength(6);
    rig.clock.advance(15_000);
    expect(over()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('what ended more than a day ago is left as it is', async () => {
    flag();
    await decide();
    awayFor(DAY + 31 * MINUTE);
    rig.clock.advance(MINUTE);
    expect(over()).toEqual([]);
    awayFor(0);
    rig.clock.advance(DAY);
    expect(over()).toEqual([]);
  });
});

test('the document of a decision loses its button with the penalty, unless another has replaced it', () => {
  flag();
  const until = rig.clock.now() + HALF_AN_HOUR;
  const paper = (number: number, decision: number) =>
    document({ number, decision: { number: decision, says: 'time', amount: 5 }, appealUntil: until });
  const [first, second, third] = [paper(1, 7), paper(2, 8), paper(3, 9)];
  for (const document of [first, second, third]) rig.tell({ type: 'documentIssued', document });
  rig.tell({ type: 'documentSuperseded', document: { ...second, replacedBy: 3 } });
  rig.clock.advance(HALF_AN_HOUR + 1);
  const papers = rig.feed.events.flatMap((event) => (event.type === 'appealTermOver' ? [event.document] : []));
  expect(papers).toEqual([first, third]);
});
