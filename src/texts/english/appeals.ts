/** Texts about appeals for drivers and the public. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import { decisionName, incidentName } from '../names.ts';
import { incidentTexts } from './incidents.ts';

type Named = Pick<Decision, 'number' | 'penalty'>;

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** The outcome for the decision: "upheld" refers to the decision, not to the appeal. */
const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'decision upheld',
  changed: (instead) => (instead === '' ? 'decision withdrawn' : `decision changed to ${instead}`),
  inadmissible: () => 'appeal inadmissible, the decision stands',
};

export const appealTexts = {
  appealTaken: ({ incident, ...decision }: Named & { readonly incident: number }) =>
    `Appeal received: ${decisionName(decision)} (${incidentName({ number: incident })}). The decision stands until the stewards rule on it.`,
  /** "Your appeal against P-17: decision changed to a warning (no overlap)." */
  appealAnsweredTo: ({
    says,
    instead,
    reason,
    ...decision
  }: Named & {
    readonly says: AppealAnswerKind;
    /** The decision that replaces it; empty if there is none. */
    readonly instead: string;
    readonly reason: string;
  }) => `Your appeal against ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  /** For the driver the decision is about, if somebody else has appealed. */
  appealAgainstOwn: ({ by, ...decision }: Named & { readonly by: string }) =>
    `${by} has appealed against ${decisionName(decision)}, which is about you. It stands until the stewards answer.`,
  appealAgainstOwnAnswered: ({
    by,
    says,
    instead,
    reason,
    ...decision
  }: Named & {
    readonly by: string;
    readonly says: AppealAnswerKind;
    readonly instead: string;
    readonly reason: string;
  }) => `The appeal by ${by} against ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  /** "P-17 (5-second time penalty for Otto Falk)": the decision that was appealed against. */
  appealedDecision: ({
    name,
    ...decision
  }: Pick<Decision, 'number' | 'penalty' | 'says' | 'amount' | 'laps'> & { readonly name: string }) =>
    `${decisionName(decision)} (${incidentTexts.decision(decision)} for ${name})`,
  /** "Appeal by Ada Quick against P-17 (5-second time penalty for Otto Falk)": in public, before the outcome. */
  appealOfAgainst: ({ by, decision }: Record<'by' | 'decision', string>) => `Appeal by ${by} against ${decision}`,
  /** "decision upheld" */
  appealAnswerIs: ({ says, instead }: { readonly says: AppealAnswerKind; readonly instead: string }) =>
    ANSWERS[says](instead),
  appealBy: ({ by }: { readonly by: string }) =>
    `${by} has appealed against it, and it stands until the stewards answer`,
  appealOf: ({ by }: { readonly by: string }) => `appeal by ${by}`,
  /** "appeal until 21:30": the front end writes the time. */
  appealUntil: ({ time }: { readonly time: string }) => `appeal until ${time}`,
  appealAfterFlag: ({ minutes }: { readonly minutes: number }) => `appeal until ${minutes} min after the flag`,
  /** On a button: "Appeal", or "Appeal P-17" if there are several. */
  appealButton: ({ decision }: { readonly decision: string | undefined }) =>
    decision === undefined ? 'Appeal' : `Appeal ${decision}`,
  /** The title of the form; at most 45 characters. */
  appealForm: ({ decision }: { readonly decision: string | undefined }) =>
    decision === undefined ? 'Appeal' : `Appeal: ${decision}`,
  appealFormReason: () => 'Why it is wrong (the stewards will read this)',
  /** In a driver's own file, while there is no answer. */
  appealIsOpen: (decision: Named) => `Your appeal against ${decisionName(decision)} is with the stewards.`,
  canAppealInGame: (decision: Named) => `To appeal: !appeal ${decisionName(decision)} <reason>`,
  canAppeal: ({
    until,
    ...decision
  }: Pick<Decision, 'number' | 'penalty' | 'says' | 'amount' | 'laps'> & { readonly until: string }) =>
    `${decisionName(decision)} (${incidentTexts.decision(decision)}): ${until}`,
};
