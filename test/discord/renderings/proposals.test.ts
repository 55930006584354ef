import { describe, expect, it } from 'vitest';
import { proposalCards } from '../../../src/discord/cards/proposals.ts';
import { incidentButtons } from '../../../src/discord/renderings/incidentButtons.ts';
import { confirmationRows, proposalFields, proposalLine } from '../../../src/discord/renderings/proposals.ts';
import { emptyState } from '../../../src/race/state.ts';
import { incident } from '../../fakes/incidents.ts';
import { proposal } from '../../fakes/judging.ts';

const settled = { by: 'Bob', byId: 'discord:2', at: 0 };
const labels = (rows: readonly { readonly components: readonly object[] }[]) =>
  rows.map(({ components }) => components.flatMap((part) => ('label' in part ? [part.label] : [])));

describe('a decision waiting for a second steward', () => {
  it('has two buttons on the card as long as it is open', () => {
    const proposals = [
      proposal(),
      proposal({ number: 18, numbers: [18], says: 'racing incident', state: 'unconfirmed' }),
      proposal({ number: 19, numbers: [19] }),
      proposal({ number: 20, numbers: [20], state: 'confirmed', settled }),
    ];
    expect(labels(confirmationRows(proposals))).toEqual([
      ['Confirm P-17', 'Reject P-17', 'Confirm D-18', 'Reject D-18'],
      ['Confirm P-19', 'Reject P-19'],
    ]);
    const rows = incidentButtons(incident({ proposals }));
    expect(rows.length).toBeLessThanOrEqual(5);
    expect(labels(rows).flat()).toContain('Confirm P-17');
    expect(labels(incidentButtons(incident({ proposals, state: 'closed' })))).toEqual([]);
  });

  it('never has more rows of buttons than Discord accepts', () => {
    const proposals = Array.from({ length: 9 }, (_, index) => proposal({ number: index + 1 }));
    expect(incidentButtons(incident({ proposals })).length).toBeLessThanOrEqual(5);
  });

  it.each([
    [{}, '⏳ **P-17** 5-second time penalty for Elena in INC-3 by Ada <t:1767268860:R>: proposed, not in force'],
    [{ state: 'unconfirmed' }, ': in force, awaiting confirmation'],
    [{ state: 'confirmed', settled }, ': confirmed by Bob'],
    [{ state: 'rejected', settled: { ...settled, reason: 'no *fault*' } }, ': rejected by Bob · no \\*fault\\*'],
    [{ state: 'confirmed', settled: { ...settled, isAlone: true, reason: 'alone' } }, 'by Bob (admin), alone · alone'],
    [{ state: 'confirmed', settled: { ...settled, despite: 'x' } }, 'confirmed by Bob (admin, despite being involved)'],
    [{ says: 'withdrawn', penalty: 16, replaces: 16 }, '**D-17** P-16 withdrawn for Elena in INC-3'],
    [{ replaces: 16 }, '5-second time penalty for Elena in INC-3, instead of number 16'],
    [{ replaces: 2_000_016 }, 'in INC-3, instead of number B16'],
  ] as const)('is shown in one line: %j', (facts, line) => {
    expect(proposalLine(proposal(facts))).toContain(line);
  });

  it('is listed in a field of the card, open ones first, and there is no field without any', () => {
    const proposals = [proposal({ number: 16, state: 'confirmed', settled }), proposal()];
    expect(proposalFields({ proposals })).toEqual([
      { name: 'Second steward', value: expect.stringMatching(/^⏳ \*\*P-17\*\*.*\n⚖️ \*\*P-16\*\*/) },
    ]);
    expect(proposalFields({})).toEqual([]);
  });

  it('has a card of its own if it belongs to no incident', () => {
    const told = (facts: Parameters<typeof proposal>[0]) => {
      const event = {
        type: 'proposalChanged',
        at: 0,
        server: 'gt3',
        run: 1,
        session: 2,
        proposal: proposal(facts),
      } as const;
      return proposalCards.proposalChanged(event, emptyState(1));
    };
    expect(told({})).toEqual([]);
    expect(told({ incident: undefined })).toMatchObject([
      {
        kind: 'desk',
        post: { key: 'proposal/17/gt3', body: { components: [{ components: [{ label: 'Confirm P-17' }, {}] }] } },
      },
    ]);
    expect(told({ incident: undefined, state: 'confirmed', settled })).toMatchObject([
      { post: { key: 'proposal/17/gt3', body: { components: [] } } },
    ]);
  });
});
