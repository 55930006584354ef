/** Decisions, appeals, and notices to drivers about them, in German. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { decisionName, incidentName, sessionName } from '../names.ts';
import { penaltyTexts } from './penalties.ts';

const { count, list } = conventionsOf('de');

const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'keine weiteren Maßnahmen',
  'racing incident': 'Rennunfall',
  withdrawn: 'zurückgenommen',
  served: 'verbüßt',
  'not served': 'nicht verbüßt',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

const decision: Translation['decision'] = ({ says, amount = 0, laps }) =>
  isSaid(says) ? SAID[says] : penaltyTexts.penalty({ type: says, amount, laps });

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'Entscheidung bestätigt',
  changed: (instead) => (instead === '' ? 'Entscheidung zurückgenommen' : `Entscheidung geändert, jetzt: ${instead}`),
  inadmissible: () => 'Einspruch unzulässig, die Entscheidung bleibt',
};

/** How many names are listed. */
const NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return list(left > 1 ? [...names.slice(0, NAMED), `${left} weiteren`] : names);
}

const MONTHS = ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sep.', 'Okt.', 'Nov.', 'Dez.'] as const;

function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day}. ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Fahr ohne Halt durch die Boxengasse.',
  'stop-and-go': (amount) => `Halte ${amount} s in der Box.`,
};

export const decisionTexts = {
  decision,
  otherDecided: () => 'durch eine andere Entscheidung ersetzt',

  appealTaken: ({ incident, ...about }) =>
    `Einspruch eingegangen: ${decisionName(about)} (${incidentName({ number: incident })}). Die Entscheidung gilt, bis die Stewards darüber befunden haben.`,
  appealAnsweredTo: ({ says, instead, reason, ...about }) =>
    `Dein Einspruch gegen ${decisionName(about)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealAgainstOwn: ({ by, ...about }) =>
    `${by} hat Einspruch gegen ${decisionName(about)} eingelegt, die dich betrifft. Sie gilt, bis die Stewards antworten.`,
  appealAgainstOwnAnswered: ({ by, says, instead, reason, ...about }) =>
    `Einspruch von ${by} gegen ${decisionName(about)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealedDecision: ({ name, ...about }) => `${decisionName(about)} (${decision(about)} für ${name})`,
  appealOfAgainst: ({ by, decision: against }) => `Einspruch von ${by} gegen ${against}`,
  appealAnswerIs: ({ says, instead }) => ANSWERS[says](instead),
  appealBy: ({ by }) => `${by} hat Einspruch eingelegt; sie gilt, bis die Stewards antworten`,
  appealOf: ({ by }) => `Einspruch von ${by}`,
  appealUntil: ({ time }) => `Einspruch bis ${time}`,
  appealAfterFlag: ({ minutes }) => `Einspruch bis ${minutes} min nach Zieldurchfahrt`,
  appealButton: ({ decision: against }) => (against === undefined ? 'Einspruch' : `Einspruch ${against}`),
  appealForm: ({ decision: against }) => (against === undefined ? 'Einspruch' : `Einspruch: ${against}`),
  appealFormReason: () => 'Warum sie falsch ist (lesen die Stewards)',
  appealIsOpen: (about) => `Dein Einspruch gegen ${decisionName(about)} liegt bei den Stewards.`,
  canAppealInGame: (about) => `Einspruch: !appeal ${decisionName(about)} <Grund>`,
  canAppeal: ({ until, ...about }) => `${decisionName(about)} (${decision(about)}): ${until}`,

  incidentReason: ({ number, others, lap, reason }) => {
    const inLap = lap === undefined ? '' : ` in Runde ${lap}`;
    const contact = others.length === 0 ? inLap : `, Kontakt mit ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  noticeWithTask: ({ notice, type, amount }) =>
    [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  noticeOfEarlier: ({ id, name, date, notice }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`}: ${notice}`;
  },

  licencePoints: ({ amount }) => points(amount),
  licenceLine: ({ name, amount, reached, next }) => {
    const said = reached === undefined ? '' : `; ab ${reached.points} Punkten: ${reached.consequence}`;
    const ahead = next === undefined ? '' : `; bei ${next.points} Punkten: ${next.consequence}`;
    return `${name}: ${points(amount)}${said}${ahead}`;
  },
  pointsEntry: ({ amount, size, laps, event, infringement, ...about }) => {
    const what = decision({ says: about.says, amount: size, laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} für ${what}${did} (${decisionName(about)}, ${event})`;
  },
  pointsEventsLeft: ({ events }) =>
    events === 0 ? 'bis zum Ende dieses Events' : `für noch ${count(events, { one: 'Event', other: 'Events' })}`,
  pointsUntil: ({ time }) => `bis ${time}`,
  licencesTitle: () => 'Lizenzpunkte',
  noLicencePoints: () => 'Niemand hat Lizenzpunkte.',
} satisfies Partial<Translation>;

function points(amount: number): string {
  return count(amount, { one: 'Lizenzpunkt', other: 'Lizenzpunkte' });
}
