/** Event documents and the lists that go with them, in Spanish. */
import type { Translation } from '../catalogue.ts';
import { penaltyName } from '../names.ts';

/** Agrees with "sanción", because the penalty's own name may need another ending. */
const CARRIED_OUT = { served: ', sanción cumplida', 'not served': ', sanción no cumplida' } as const;

const DECIDED_BY = {
  stewards: 'Los comisarios',
  automatic: 'Automática, sin comisarios',
  manager: 'El gestor del servidor',
} as const;

export const documentTexts = {
  documentTitle: ({ number, event }) => `Doc. ${number} · ${event}`,
  documentSuperseded: ({ number }) => `Sustituido por el Doc. ${number}.`,
  documentReplaces: ({ number }) => `Sustituye al Doc. ${number}.`,
  documentAfterAppeal: ({ by }) => `Tras la apelación de ${by}.`,
  documentAppealAgainst: ({ by, decision, document }) =>
    `Apelación de ${by} contra ${decision}${document === undefined ? '' : `, Doc. ${document}`}`,
  documentAppealAnswer: ({ says }) =>
    says === 'upheld' ? 'Decisión ratificada' : 'Apelación inadmisible, la decisión se mantiene',
  documentDriver: () => 'Piloto',
  documentSession: () => 'Sesión',
  documentTime: () => 'Hora',
  documentFact: () => 'Hecho',
  documentInfringement: () => 'Infracción',
  documentDecision: () => 'Decisión',
  documentReason: () => 'Motivo',
  documentAppeal: () => 'Plazo de apelación',
  documentContact: ({ other, where, kmh }) =>
    `Contacto con ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Reportado por un piloto',
  documentNoticed: () => 'Detectado por dirección de carrera',
  documentPenalty: ({ penalty, number, carriedOut, instead }) => {
    const came = carriedOut === undefined ? '' : CARRIED_OUT[carriedOut];
    return `${penalty} (${penaltyName({ number })})${came}${instead === '' ? '' : `: ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }) =>
    penalty === undefined ? 'Anulada' : `${penaltyName({ number: penalty })} anulada`,
  documentBy: ({ by }) => DECIDED_BY[by],
  listTitle: ({ session }) => `${session}: decisiones sin sanción`,
  listIsEmpty: () => 'Ninguna sigue en vigor.',
} satisfies Partial<Translation>;
