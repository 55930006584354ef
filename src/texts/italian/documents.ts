/** Event documents and the lists that go with them, in Italian. */
import type { Translation } from '../catalogue.ts';
import { penaltyName } from '../names.ts';

/** Agrees with "penalità", because the penalty's own name may need another ending. */
const CARRIED_OUT = { served: ', penalità scontata', 'not served': ', penalità non scontata' } as const;

const DECIDED_BY = {
  stewards: 'I commissari',
  automatic: 'Automatica, senza commissari',
  manager: 'Il gestore del server',
} as const;

export const documentTexts = {
  documentTitle: ({ number, event }) => `Doc. ${number} · ${event}`,
  documentSuperseded: ({ number }) => `Sostituito dal Doc. ${number}.`,
  documentReplaces: ({ number }) => `Sostituisce il Doc. ${number}.`,
  documentAfterAppeal: ({ by }) => `In seguito al ricorso di ${by}.`,
  documentAppealAgainst: ({ by, decision, document }) =>
    `Ricorso di ${by} contro ${decision}${document === undefined ? '' : `, Doc. ${document}`}`,
  documentAppealAnswer: ({ says }) =>
    says === 'upheld' ? 'Decisione confermata' : 'Ricorso inammissibile, la decisione resta valida',
  documentDriver: () => 'Pilota',
  documentSession: () => 'Sessione',
  documentTime: () => 'Ora',
  documentFact: () => 'Fatto',
  documentInfringement: () => 'Infrazione',
  documentDecision: () => 'Decisione',
  documentReason: () => 'Motivazione',
  documentAppeal: () => 'Ricorso entro',
  documentContact: ({ other, where, kmh }) =>
    `Contatto con ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Segnalato da un pilota',
  documentNoticed: () => 'Rilevato dalla direzione gara',
  documentPenalty: ({ penalty, number, carriedOut, instead }) => {
    const came = carriedOut === undefined ? '' : CARRIED_OUT[carriedOut];
    return `${penalty} (${penaltyName({ number })})${came}${instead === '' ? '' : `: ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }) =>
    penalty === undefined ? 'Annullata' : `${penaltyName({ number: penalty })} annullata`,
  documentBy: ({ by }) => DECIDED_BY[by],
  listTitle: ({ session }) => `${session}: decisioni senza penalità`,
  listIsEmpty: () => 'Nessuna è ancora in vigore.',
} satisfies Partial<Translation>;
