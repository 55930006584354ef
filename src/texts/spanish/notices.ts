/** Notices to drivers about decisions and appeals, in Spanish. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { afterColon, decisionName, incidentName, sessionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { list } = conventionsOf('es');

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** "ratificada" refers to the decision, not the appeal. */
const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'decisión ratificada',
  changed: (instead) => (instead === '' ? 'decisión anulada' : `decisión modificada: ${instead}`),
  inadmissible: () => 'apelación inadmisible, la decisión se mantiene',
};

export const appealTexts = {
  appealTaken: ({ incident, ...decision }) =>
    `Apelación recibida: ${decisionName(decision)} (${incidentName({ number: incident })}). La decisión vale hasta que resuelvan los comisarios.`,
  appealAnsweredTo: ({ says, instead, reason, ...decision }) =>
    `Tu apelación contra ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealAgainstOwn: ({ by, ...decision }) =>
    `Apelación de ${by} contra ${decisionName(decision)}, que es sobre ti. Vale hasta que resuelvan los comisarios.`,
  appealAgainstOwnAnswered: ({ by, says, instead, reason, ...decision }) =>
    `Apelación de ${by} contra ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealedDecision: ({ name, ...decision }) => `${decisionName(decision)} (${inWords(decision)} para ${name})`,
  appealOfAgainst: ({ by, decision }) => `Apelación de ${by} contra ${decision}`,
  appealAnswerIs: ({ says, instead }) => ANSWERS[says](instead),
  appealBy: ({ by }) => `apelación de ${by}, la decisión vale hasta que resuelvan los comisarios`,
  appealOf: ({ by }) => `apelación de ${by}`,
  // Without an article, because it would differ: "la 1:30", but "las 21:30".
  appealUntil: ({ time }) => `plazo de apelación: ${time}`,
  appealAfterFlag: ({ minutes }) => `plazo de apelación: ${minutes} min tras la bandera a cuadros`,
  appealButton: ({ decision }) => (decision === undefined ? 'Apelar' : `Apelar ${decision}`),
  appealForm: ({ decision }) => (decision === undefined ? 'Apelación' : `Apelación: ${decision}`),
  appealFormReason: () => 'Motivo (lo leerán los comisarios)',
  appealIsOpen: (decision) => `Los comisarios estudian tu apelación contra ${decisionName(decision)}.`,
  canAppealInGame: (decision) => `Para apelar: !appeal ${decisionName(decision)} <motivo>`,
  canAppeal: ({ until, ...decision }) => `${decisionName(decision)} (${inWords(decision)}): ${until}`,
} satisfies Partial<Translation>;

/** How many names are listed. */
const NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return list(left > 1 ? [...names.slice(0, NAMED), `otros ${left}`] : names);
}

const MONTHS = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic'] as const;

function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Cruza la calle de boxes sin parar.',
  'stop-and-go': (amount) => `Detente en boxes ${amount} s.`,
};

export const noticeTexts = {
  incidentReason: ({ number, others, lap, reason }) => {
    const inLap = lap === undefined ? '' : ` en la vuelta ${lap}`;
    const contact = others.length === 0 ? inLap : `, contacto con ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  noticeWithTask: ({ notice, type, amount }) =>
    [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  noticeOfEarlier: ({ id, name, date, notice }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`}: ${afterColon(notice)}`;
  },
} satisfies Partial<Translation>;
