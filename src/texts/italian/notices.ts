/** Notices to drivers about decisions and appeals, in Italian. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { afterColon, decisionName, incidentName, sessionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { list } = conventionsOf('it');

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** "confermata" refers to the decision, not the appeal. */
const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'decisione confermata',
  changed: (instead) => (instead === '' ? 'decisione annullata' : `decisione modificata in ${instead}`),
  inadmissible: () => 'ricorso inammissibile, la decisione resta valida',
};

export const appealTexts = {
  appealTaken: ({ incident, ...decision }) =>
    `Ricorso ricevuto: ${decisionName(decision)} (${incidentName({ number: incident })}). La decisione vale finché i commissari non si pronunciano.`,
  appealAnsweredTo: ({ says, instead, reason, ...decision }) =>
    `Il tuo ricorso contro ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealAgainstOwn: ({ by, ...decision }) =>
    `Ricorso di ${by} contro ${decisionName(decision)}, che riguarda te. Vale finché i commissari non rispondono.`,
  appealAgainstOwnAnswered: ({ by, says, instead, reason, ...decision }) =>
    `Ricorso di ${by} contro ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealedDecision: ({ name, ...decision }) => `${decisionName(decision)} (${inWords(decision)} per ${name})`,
  appealOfAgainst: ({ by, decision }) => `Ricorso di ${by} contro ${decision}`,
  appealAnswerIs: ({ says, instead }) => ANSWERS[says](instead),
  appealBy: ({ by }) => `ricorso di ${by}, la decisione vale finché i commissari non rispondono`,
  appealOf: ({ by }) => `ricorso di ${by}`,
  appealUntil: ({ time }) => `ricorso entro le ore ${time}`,
  appealAfterFlag: ({ minutes }) => `ricorso entro ${minutes} min dalla bandiera a scacchi`,
  appealButton: ({ decision }) => (decision === undefined ? 'Ricorso' : `Ricorso ${decision}`),
  appealForm: ({ decision }) => (decision === undefined ? 'Ricorso' : `Ricorso: ${decision}`),
  appealFormReason: () => 'Motivo (lo leggono i commissari)',
  appealIsOpen: (decision) => `Il tuo ricorso contro ${decisionName(decision)} è all'esame dei commissari.`,
  canAppealInGame: (decision) => `Per fare ricorso: !appeal ${decisionName(decision)} <motivo>`,
  canAppeal: ({ until, ...decision }) => `${decisionName(decision)} (${inWords(decision)}): ${until}`,
} satisfies Partial<Translation>;

/** How many names are listed. */
const NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return list(left > 1 ? [...names.slice(0, NAMED), `altri ${left}`] : names);
}

const MONTHS = ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'] as const;

function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Attraversa la pit lane senza fermarti.',
  'stop-and-go': (amount) => `Fermati ai box per ${amount} s.`,
};

export const noticeTexts = {
  incidentReason: ({ number, others, lap, reason }) => {
    const inLap = lap === undefined ? '' : ` al giro ${lap}`;
    const contact = others.length === 0 ? inLap : `, contatto con ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  noticeWithTask: ({ notice, type, amount }) =>
    [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  noticeOfEarlier: ({ id, name, date, notice }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`}: ${afterColon(notice)}`;
  },
} satisfies Partial<Translation>;
