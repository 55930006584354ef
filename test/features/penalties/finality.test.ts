/** Which penalties still stand once results are final. */
import { describe, expect, it } from 'vitest';
import { nextTurn } from '../../../src/kit/wait.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const steward = { by: 'The steward', reason: 'contact' };

/** Practice, qualifying and a race that is over, with penalties of each kind. */
async function night() {
  const rig = penaltyRig();
  rig.session('practice');
  rig.join(ADA);
  rig.join(BOB);
  await rig.actions.give(ADA, { type: 'warning' }, steward);
  rig.session('qualify', 1);
  rig.lap(ADA);
  await rig.actions.give(ADA, { type: 'time', amount: 1 }, steward);
  await rig.actions.give(ADA, { type: 'reprimand' }, steward);
  rig.session('race', 2);
  rig.lap(ADA);
  rig.lap(BOB);
  await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
  await rig.actions.give(BOB, { type: 'disqualification' }, steward);
  await rig.actions.give(BOB, { type: 'warning' }, steward);
  await rig.actions.give(BOB, { type: 'ballast', amount: 20, laps: 9 }, steward);
  await rig.actions.give(BOB, { type: 'grid', amount: 3 }, steward);
  await rig.actions.give(ADA, { type: 'drive-through' }, steward);
  rig.end('');
  await rig.settled();
  return rig;
}

type Rig = Awaited<ReturnType<typeof night>>;
const standing = ({ actions }: Rig) =>
  actions
    .list()
    .map(({ number, type }) => `${number} ${type}`)
    .reverse();

const left = (rig: Rig): number => standing(rig).filter((each) => each.endsWith('reprimand')).length;

describe('a final result', () => {
  it('keeps penalties in force that apply later or to another result', async () => {
    const rig = await night();
    expect(standing(rig)).toHaveLength(9);
    await rig.results.finalise('Stig');
    expect(standing(rig)).toEqual(['2 time', '7 ballast', '8 grid']);
    await rig.results.finalise('Stig', 2);
    expect(standing(rig)).toEqual(['7 ballast', '8 grid']);
  });

  it('keeps all the penalties that counted in it', async () => {
    const rig = await night();
    const before = await rig.results.show();
    const after = await rig.results.finalise('Stig');
    await rig.settled();
    expect(after.rows).toEqual(before.rows);
    expect(after.amendments).toEqual(before.amendments);
    expect(after.amendments.map(({ penalty }) => penalty)).toEqual(['P-4', 'P-5', 'P-11']);
    expect((await rig.results.show()).rows).toEqual(before.rows);
  });

  it("is noted in each penalty's history, and no driver is told", async () => {
    const rig = await night();
    const said = rig.said.length;
    await rig.results.finalise('Stig');
    expect(rig.ledger.get(4)).toMatchObject({ state: 'applied' });
    expect(rig.ledger.history(4).at(-1)).toMatchObject({ state: 'applied', by: 'Stig', reason: 'result finalised' });
    expect(rig.said).toHaveLength(said);
    expect(rig.told('penaltyChanged').filter(({ penalty }) => penalty.state === 'applied')).toHaveLength(6);
    expect(rig.told('classified').filter(({ classification }) => classification.final)).toHaveLength(1);
  });

  it('is completed after a kill, even for an old session', async () => {
    const rig = await night();
    for (let index = 0; index < 8; index += 1) {
      rig.session('race', 2);
      rig.lap(ADA);
      rig.end('');
    }
    await rig.settled();
    // As far as Pitwall gets if it is killed here.
    rig.silence();
    rig.ledger.finalise(1, 3, { by: 'Stig', at: rig.clock.now() });
    const after = rig.reopen();
    expect(standing(after)).toHaveLength(9);
    after.resume();
    await after.settled();
    expect(standing(after)).toEqual(['2 time', '7 ballast', '8 grid']);
    expect(
      after.told('classified').map(({ classification }) => [classification.session, classification.final?.by]),
    ).toEqual([[3, 'Stig']]);
  });

  it('applies many penalties a few at a time, and stops when it is reopened', async () => {
    const rig = await night();
    for (let index = 0; index < 40; index += 1) await rig.actions.give(ADA, { type: 'reprimand', session: 1 }, steward);
    const final = rig.results.finalise('Stig');
    const pieces = [];
    for (let before = left(rig); left(rig) > 20; before = left(rig)) {
      await nextTurn();
      if (before > left(rig)) pieces.push(before - left(rig));
    }
    expect(pieces.length).toBeGreaterThan(2);
    const reopened = rig.results.reopen(3, { by: 'Ada', reason: 'An appeal.' });
    await Promise.all([final, reopened]);
    await rig.settled();
    // Penalties already applied count as before again, and so do those not reached yet.
    expect(left(rig)).toBe(41);
    expect(standing(rig)).toHaveLength(49);
    expect(rig.ledger.isFinal(1, 3)).toBe(false);
  });

  it.each([
    { what: 'each takes long', ms: 10, most: 1 },
    { what: 'each takes a while', ms: 1.5, most: 2 },
    { what: 'each takes no time', ms: 0, most: 20 },
  ])('applies as many penalties at a time as time allows, if $what', async ({ ms, most }) => {
    const rig = await night();
    for (let index = 0; index < 60; index += 1) await rig.actions.give(ADA, { type: 'reprimand', session: 1 }, steward);
    await rig.settled();
    let changed = 0;
    rig.feed.bus.durable((event) => {
      if (event.type !== 'penaltyChanged') return [];
      changed += 1;
      rig.clock.spend(ms);
      return [];
    });
    const pieces = async (work: () => Promise<unknown>): Promise<number[]> => {
      const sizes: number[] = [];
      const isDone = work().then(() => true);
      for (let before = changed; !(await Promise.race([isDone, nextTurn()])); before = changed) {
        if (changed > before) sizes.push(changed - before);
      }
      return sizes;
    };
    expect(Math.max(...(await pieces(() => rig.results.finalise('Stig'))))).toBe(most);
    expect(left(rig)).toBe(0);
    expect(Math.max(...(await pieces(() => rig.results.reopen(3, { by: 'Ada', reason: 'An appeal.' }))))).toBe(most);
    expect(left(rig)).toBe(61);
  });

  it('keeps its penalties final after a restart of Pitwall', async () => {
    const before = await night();
    await before.results.finalise('Stig');
    const rig = before.reopen();
    expect(standing(rig)).toEqual(['2 time', '7 ballast', '8 grid']);
    for (const number of [4, 5, 6]) {
      expect(() => rig.actions.clear(number, steward)).toThrow(
        `The result P-${number} (applied) belongs to is final; nothing was changed.`,
      );
    }
    expect(rig.ledger.get(4).state).toBe('applied');
  });

  it('includes penalties given before its race was restarted', async () => {
    const rig = penaltyRig();
    rig.session('race');
    rig.join(ADA);
    rig.lap(ADA);
    await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
    rig.session('race');
    rig.lap(ADA);
    rig.end('');
    expect((await rig.results.finalise('Stig')).amendments).toHaveLength(1);
    expect(standing(rig)).toEqual([]);
  });
});
