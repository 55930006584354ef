import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { caller } from '../../command/world.ts';
import { contact, type IncidentRig } from '../incidents/rig.ts';
import { commandsOn, rigWithContact } from './world.ts';

let rig: IncidentRig;
beforeEach(async () => {
  rig = rigWithContact({
    stewardsNeeded: 2,
    infringements: [{ code: 'collision', text: 'Causing a collision', points: 2 }],
  });
  await steward('Ada', 'incident decide 1 "Driver 1" time 5 collision late braking');
  await rig.confirming.confirm(1, { by: 'Bea', byId: 'discord:Bea' });
  rig.tell({ type: 'sessionEnded' });
  await drive(2, 'appeal P-1 not enough');
});
afterEach(() => rig.remove());

const { world, drive, steward, state, answers } = commandsOn(() => rig);

describe('when decisions need two stewards', () => {
  test('a changed decision is a proposal, and the appeal stays open until another steward confirms it', async () => {
    const outcome = await world().dispatcher.dispatch({
      line: 'incident answer P-1 changed time 10 on purpose',
      caller: caller('steward', { id: 'Bea', name: 'Bea' }),
    });
    expect(outcome).toMatchObject({
      kind: 'done',
      answer: { kind: 'decided', proposal: { number: 2, says: 'time', amount: 10, points: 2, replaces: 1 } },
    });
    expect([state(), answers()]).toEqual(['appealed', [[2, undefined]]]);
    expect(rig.desk.actions.next({ by: 'Cleo' }).proposals).toMatchObject([{ state: 'confirmed' }, { number: 2 }]);
    // Nothing else can answer the appeal until the proposal is confirmed or rejected.
    expect(await steward('Cleo', 'incident answer P-1 upheld no')).toBe(
      'Bea has proposed P-2: 10-second time penalty with 2 licence points for Driver 1 in INC-1, instead of number 1. It is waiting for a second steward: confirm or reject it first. Nothing was done.',
    );
    rig = rig.reopen();
    await rig.confirming.confirm(2, { by: 'Cleo', byId: 'discord:Cleo' });
    expect(rig.actions.show(1).appeals).toMatchObject([
      { answer: { says: 'changed', by: 'Bea', instead: { number: 2, amount: 10 } } },
    ]);
    expect(rig.ledger.decisions.get(2)).toMatchObject({ points: 2, by: 'Bea' });
  });

  test('a rejected change leaves the appeal open for another answer', async () => {
    await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
    rig.confirming.reject(2, { by: 'Cleo', byId: 'discord:Cleo', reason: 'it was something' });
    expect([state(), answers(), rig.ledger.get(1).state]).toEqual(['appealed', [[2, undefined]], 'issued']);
    expect(await steward('Bea', 'incident answer P-1 upheld it was')).toBe('incident');
    expect(answers()).toEqual([[2, 'upheld']]);
  });

  describe('the steward who made the decision', () => {
    const confirm = (name: string) => rig.confirming.confirm(2, { by: name, byId: `discord:${name}` });

    test('may not confirm the change while another steward is available', async () => {
      rig.tell(contact(3, 4));
      await steward('Cleo', 'incident decide 2 "Driver 3" warning');
      await rig.confirming.confirm(2, { by: 'Bea', byId: 'discord:Bea' });
      await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
      await expect(rig.confirming.confirm(3, { by: 'Ada', byId: 'discord:Ada' })).rejects.toThrow(
        'You decided P-1, so another steward has to confirm what Bea proposes after the appeal: Cleo has made decisions here recently. Nothing was done.',
      );
      expect([rig.ledger.get(1).state, answers()]).toEqual(['issued', [[2, undefined]]]);
      await rig.confirming.confirm(3, { by: 'Cleo', byId: 'discord:Cleo' });
      expect([rig.ledger.get(1).state, answers()]).toEqual(['withdrawn', [[2, 'changed']]]);
    });

    test('may confirm the change if the only other steward proposed it', async () => {
      await steward('Bea', 'incident answer P-1 changed withdrawn it was nothing');
      await confirm('Ada');
      expect(answers()).toEqual([[2, 'changed']]);
    });

    test('may confirm a replacement of a decision that was never appealed', async () => {
      rig.tell(contact(3, 4));
      await steward('Cleo', 'incident decide 2 "Driver 3" warning');
      await rig.confirming.confirm(2, { by: 'Ada', byId: 'discord:Ada' });
      await steward('Bea', 'incident replace 2 time 5 more than that');
      await rig.confirming.confirm(3, { by: 'Cleo', byId: 'discord:Cleo' });
      expect(rig.ledger.decisions.get(3)).toMatchObject({ says: 'time', by: 'Bea' });
    });
  });

  test('one steward alone can uphold the decision', async () => {
    expect(await steward('Ada', 'incident answer P-1 upheld no')).toBe('incident');
  });
});
