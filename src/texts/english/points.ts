/** Licence points, for drivers. */
import type { Decision } from '../../events/decision.ts';
import { decisionName } from '../names.ts';
import { counting } from '../plural.ts';
import { incidentTexts } from './incidents.ts';

const count = counting('en');
const points = (amount: number): string => count(amount, { one: 'licence point', other: 'licence points' });

export const pointsTexts = {
  licencePoints: ({ amount }: { readonly amount: number }) => points(amount),
  /** "Bo: 6 licence points; at 8 points: ban for one race" */
  licenceLine: ({
    name,
    amount,
    reached,
    next,
  }: {
    readonly name: string;
    readonly amount: number;
    /** The consequences in the league's rules at this number of points, and at the next threshold. */
    readonly reached?: { readonly points: number; readonly consequence: string } | undefined;
    readonly next?: { readonly points: number; readonly consequence: string } | undefined;
  }) => {
    const said = reached === undefined ? '' : `; from ${reached.points} points: ${reached.consequence}`;
    const ahead = next === undefined ? '' : `; at ${next.points} points: ${next.consequence}`;
    return `${name}: ${points(amount)}${said}${ahead}`;
  },
  /** "2 for 5-second time penalty, Causing a collision (P-17, Round 3)" */
  pointsEntry: ({
    amount,
    event,
    infringement,
    ...decision
  }: Pick<Decision, 'number' | 'penalty' | 'says'> & {
    readonly amount: number;
    readonly size?: number | undefined;
    readonly laps?: number | undefined;
    readonly event: string;
    readonly infringement: string;
  }) => {
    const what = incidentTexts.decision({ says: decision.says, amount: decision.size, laps: decision.laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} for ${what}${did} (${decisionName(decision)}, ${event})`;
  },
  pointsEventsLeft: ({ events }: { readonly events: number }) =>
    events === 0 ? 'until this event ends' : `for ${count(events, { one: 'more event', other: 'more events' })}`,
  pointsUntil: ({ time }: { readonly time: string }) => `until ${time}`,
  licencesTitle: () => 'Licence points',
  noLicencePoints: () => 'Nobody has licence points.',
};
