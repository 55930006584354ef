/** Notices to drivers about decisions and appeals, in Portuguese. */
import type { AppealAnswerKind } from '../../events/appeal.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { afterColon, decisionName, incidentName, sessionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { list } = conventionsOf('pt-BR');

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** "mantida" refers to the decision, not the appeal. */
const ANSWERS: Readonly<Record<AppealAnswerKind, (instead: string) => string>> = {
  upheld: () => 'decisão mantida',
  changed: (instead) => (instead === '' ? 'decisão anulada' : `decisão alterada para ${instead}`),
  inadmissible: () => 'recurso inadmissível, a decisão permanece',
};

export const appealTexts = {
  appealTaken: ({ incident, ...decision }) =>
    `Recurso recebido: ${decisionName(decision)} (${incidentName({ number: incident })}). A decisão vale até o julgamento dos comissários.`,
  appealAnsweredTo: ({ says, instead, reason, ...decision }) =>
    `Seu recurso contra ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealAgainstOwn: ({ by, ...decision }) =>
    `Recurso de ${by} contra ${decisionName(decision)}, que é sobre você. A decisão vale até o julgamento dos comissários.`,
  appealAgainstOwnAnswered: ({ by, says, instead, reason, ...decision }) =>
    `Recurso de ${by} contra ${decisionName(decision)}: ${ANSWERS[says](instead)}${because(reason)}.`,
  appealedDecision: ({ name, ...decision }) => `${decisionName(decision)} (${inWords(decision)} para ${name})`,
  appealOfAgainst: ({ by, decision }) => `Recurso de ${by} contra ${decision}`,
  appealAnswerIs: ({ says, instead }) => ANSWERS[says](instead),
  appealBy: ({ by }) => `recurso de ${by}, a decisão vale até o julgamento dos comissários`,
  appealOf: ({ by }) => `recurso de ${by}`,
  // Without an article, because it would differ: "à 1:30", but "às 21:30".
  appealUntil: ({ time }) => `prazo para recurso: ${time}`,
  appealAfterFlag: ({ minutes }) => `prazo para recurso: ${minutes} min após a bandeirada`,
  appealButton: ({ decision }) => (decision === undefined ? 'Recorrer' : `Recurso ${decision}`),
  appealForm: ({ decision }) => (decision === undefined ? 'Recurso' : `Recurso: ${decision}`),
  appealFormReason: () => 'Motivo (os comissários vão ler)',
  appealIsOpen: (decision) => `Seu recurso contra ${decisionName(decision)} está com os comissários.`,
  canAppealInGame: (decision) => `Para recorrer: !appeal ${decisionName(decision)} <motivo>`,
  canAppeal: ({ until, ...decision }) => `${decisionName(decision)} (${inWords(decision)}): ${until}`,
} satisfies Partial<Translation>;

/** How many names are listed. */
const NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return list(left > 1 ? [...names.slice(0, NAMED), `mais ${left}`] : names);
}

const MONTHS = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'] as const;

function dayIn(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

const TASKS: Readonly<Partial<Record<string, (amount: number) => string>>> = {
  'drive-through': () => 'Passe pelos boxes sem parar.',
  'stop-and-go': (amount) => `Pare nos boxes por ${amount} s.`,
};

export const noticeTexts = {
  incidentReason: ({ number, others, lap, reason }) => {
    const inLap = lap === undefined ? '' : ` na volta ${lap}`;
    const contact = others.length === 0 ? inLap : `, contato com ${listed(others)}${inLap}`;
    return `${incidentName({ number })}${contact}${reason === '' ? '' : `: ${reason}`}`;
  },
  noticeWithTask: ({ notice, type, amount }) =>
    [notice, TASKS[type]?.(amount) ?? ''].filter((each) => each !== '').join(' '),
  noticeOfEarlier: ({ id, name, date, notice }) => {
    const what = [sessionName({ id }), ...(date === undefined ? [] : [dayIn(date)])].join(', ');
    return `${name === '' ? what : `${name} (${what})`}: ${afterColon(notice)}`;
  },
} satisfies Partial<Translation>;
