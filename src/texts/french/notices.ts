/** Notices to drivers about decisions and appeals, in French. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { afterColon, decisionName, incidentName, sessionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { list } = conventionsOf('fr');

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** "confirmée" refers to the decision, not the appeal. */
const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'décision confirmée',
  changed: (instead) => (instead === '' ? 'décision annulée' : `décision modifiée en ${instead}`),
  inadmissible: () => 'appel irrecevable, la décision reste en vigueur',
};

export const appealTexts = {
  appealTaken: ({ incident, ...decision }) =>
    `Appel reçu : ${decisionName(decision)} (${incidentName({ number: incident })}). La décision reste en vigueur jusqu'à la réponse des commissaires.`,
  appealAnsweredTo: ({ says, instead, reason, ...decision }) =>
    `Votre appel contre ${decisionName(decision)} : ${ANSWERS[says](instead)}${because(reason)}.`,
  appealAgainstOwn: ({ by, ...decision }) =>
    `Appel de ${by} contre ${decisionName(decision)}, qui vous concerne. Elle reste en vigueur jusqu'à la réponse des commissaires.`,
  appealAgainstOwnAnswered: ({ by, says, instead, reason, ...decision }) =>
    `Appel de ${by} contre ${decisionName(decision)} : ${ANSWERS[says](instead)}${because(reason)}.`,
  appealedDecision: ({ name, ...decision }) => `${decisionName(decision)} (${inWords(decision)} pour ${name})`,
  appealOfAgainst: ({ by, decision }) => `Appel de ${by} contre ${decision}`,
  appealAnswerIs: ({ says, instead }) => ANSWERS[says](instead),
  appealBy: ({ by }) => `appel de ${by}, la décision reste en vigueur jusqu'à la réponse des commissaires`,
  appealOf: ({ by }) => `appel de ${by}`,
  appealUntil: ({ time }) => `appel possible jusqu'à ${time}`,
  appealAfterFlag: ({ minutes }) => `appel possible jusqu'à ${minutes} min après le drapeau à damier`,
  appealButton: ({ decision }) => (decision === undefined ? 'Faire appel' : `Appel ${decision}`),
  appealForm: ({ decision }) => (decision === undefined ? 'Appel' : `Appel : ${decision}`),
  appealFormReason: () => 'Motif (les commissaires le liront)',
  appealIsOpen: (decision) => `Votre appel contre ${decisionName(decision)} est chez les commissaires.`,
  canAppealInGame: (decision) => `Pour faire appel : !appeal ${decisionName(decision)} <motif>`,
  canAppeal: ({ until, ...decision }) => `${decisionName(decision)} (${inWords(decision)}) : ${until}`,
} satisfies Partial<Translation>;

/** How many names are listed. */
const NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return list(left > 1 ? [...names.slice(0, NAMED), `${left} autres`] : names);
}

const MONTHS = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
] as const;

function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Traversez la voie des stands sans vous arrêter.',
  'stop-and-go': (amount) => `Arrêtez-vous ${amount} s aux stands.`,
};

export const noticeTexts = {
  incidentReason: ({ number, others, lap, reason }) => {
    const inLap = lap === undefined ? '' : ` au tour ${lap}`;
    const contact = others.length === 0 ? inLap : `, contact avec ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : ` : ${reason}`}`;
  },
  noticeWithTask: ({ notice, type, amount }) =>
    [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  noticeOfEarlier: ({ id, name, date, notice }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`} : ${afterColon(notice)}`;
  },
} satisfies Partial<Translation>;
