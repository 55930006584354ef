/** Event documents and the lists that go with them, in Portuguese. */
import type { Translation } from '../catalogue.ts';
import { penaltyName } from '../names.ts';

/** Agrees with "punição", because the penalty's own name may need another ending. */
const CARRIED_OUT = { served: ', punição cumprida', 'not served': ', punição não cumprida' } as const;

const DECIDED_BY = {
  stewards: 'Os comissários',
  automatic: 'Automática, sem comissários',
  manager: 'O gerenciador do servidor',
} as const;

export const documentTexts = {
  documentTitle: ({ number, event }) => `Doc. ${number} · ${event}`,
  documentSuperseded: ({ number }) => `Substituído pelo Doc. ${number}.`,
  documentReplaces: ({ number }) => `Substitui o Doc. ${number}.`,
  documentAfterAppeal: ({ by }) => `Após o recurso de ${by}.`,
  documentAppealAgainst: ({ by, decision, document }) =>
    `Recurso de ${by} contra ${decision}${document === undefined ? '' : `, Doc. ${document}`}`,
  documentAppealAnswer: ({ says }) =>
    says === 'upheld' ? 'Decisão mantida' : 'Recurso inadmissível, a decisão permanece',
  documentDriver: () => 'Piloto',
  documentSession: () => 'Sessão',
  documentTime: () => 'Horário',
  documentFact: () => 'Fato',
  documentInfringement: () => 'Infração',
  documentDecision: () => 'Decisão',
  documentReason: () => 'Motivo',
  documentAppeal: () => 'Prazo para recurso',
  documentContact: ({ other, where, kmh }) =>
    `Contato com ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Reportado por um piloto',
  documentNoticed: () => 'Anotado pela direção de prova',
  documentPenalty: ({ penalty, number, carriedOut, instead }) => {
    const came = carriedOut === undefined ? '' : CARRIED_OUT[carriedOut];
    return `${penalty} (${penaltyName({ number })})${came}${instead === '' ? '' : `: ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }) =>
    penalty === undefined ? 'Anulada' : `${penaltyName({ number: penalty })} anulada`,
  documentBy: ({ by }) => DECIDED_BY[by],
  listTitle: ({ session }) => `${session}: decisões sem punição`,
  listIsEmpty: () => 'Nenhuma continua em vigor.',
} satisfies Partial<Translation>;
