/** Event documents and the lists that go with them, for the public. */
import { penaltyName } from '../names.ts';

interface Doc {
  readonly number: number;
}

export const documentTexts = {
  /** "Doc 5 · Round 3" */
  documentTitle: ({ number, event }: Doc & { readonly event: string }) => `Doc ${number} · ${event}`,
  documentSuperseded: ({ number }: Doc) => `Superseded by Doc ${number}.`,
  documentReplaces: ({ number }: Doc) => `Replaces Doc ${number}.`,
  /** "After an appeal by Ada Quick." */
  documentAfterAppeal: ({ by }: { readonly by: string }) => `After an appeal by ${by}.`,
  /** "Appeal by Ada Quick against P-17 (5-second time penalty for Ada Quick), Doc 3" */
  documentAppealAgainst: ({
    by,
    decision,
    document,
  }: {
    readonly by: string;
    readonly decision: string;
    readonly document: number | undefined;
  }) => `Appeal by ${by} against ${decision}${document === undefined ? '' : `, Doc ${document}`}`,
  documentAppealAnswer: ({ says }: { readonly says: 'upheld' | 'inadmissible' }) =>
    says === 'upheld' ? 'Decision upheld' : 'Appeal inadmissible, the decision stands',
  documentDriver: () => 'Driver',
  documentSession: () => 'Session',
  documentTime: () => 'Time',
  documentFact: () => 'Fact',
  documentInfringement: () => 'Infringement',
  documentDecision: () => 'Decision',
  documentReason: () => 'Reason',
  documentAppeal: () => 'Appeal until',
  /** "Contact with #12 Bob Brake, T4, 38 km/h" */
  documentContact: ({
    other,
    where,
    kmh,
  }: {
    readonly other: string;
    readonly where: string | undefined;
    readonly kmh: number;
  }) => `Contact with ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Reported by a driver',
  documentNoticed: () => 'Noted by race control',
  /** "5 s (P-17)", "20 s (P-18): P-17 (drive-through within 2 laps) not served" */
  documentPenalty: ({
    penalty,
    number,
    carriedOut,
    instead,
  }: {
    readonly penalty: string;
    readonly number: number;
    readonly carriedOut: 'served' | 'not served' | undefined;
    readonly instead: string;
  }) => {
    const came = carriedOut === undefined ? '' : `, ${carriedOut}`;
    return `${penalty} (${penaltyName({ number })})${came}${instead === '' ? '' : `: ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }: { readonly penalty: number | undefined }) =>
    penalty === undefined ? 'Withdrawn' : `${penaltyName({ number: penalty })} withdrawn`,
  documentBy: ({ by }: { readonly by: 'stewards' | 'automatic' | 'manager' }) => DECIDED_BY[by],
  /** "Race (S-12): decisions without a penalty" */
  listTitle: ({ session }: { readonly session: string }) => `${session}: decisions without a penalty`,
  listIsEmpty: () => 'None of them is still in force.',
};

const DECIDED_BY = {
  stewards: 'The stewards',
  automatic: 'Automatic, without a steward',
  manager: 'The server manager',
};
