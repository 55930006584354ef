/** Event documents and the lists that go with them, in French. */
import type { Translation } from '../catalogue.ts';
import { penaltyName } from '../names.ts';

/** Agrees with "pénalité", because the penalty's own name may need another ending. */
const CARRIED_OUT = { served: ', pénalité purgée', 'not served': ', pénalité non purgée' } as const;

const DECIDED_BY = {
  stewards: 'Les commissaires',
  automatic: 'Automatique, sans commissaire',
  manager: 'Le gestionnaire du serveur',
} as const;

export const documentTexts = {
  documentTitle: ({ number, event }) => `Doc. ${number} · ${event}`,
  documentSuperseded: ({ number }) => `Remplacé par le Doc. ${number}.`,
  documentReplaces: ({ number }) => `Remplace le Doc. ${number}.`,
  documentAfterAppeal: ({ by }) => `Après l'appel de ${by}.`,
  documentAppealAgainst: ({ by, decision, document }) =>
    `Appel de ${by} contre ${decision}${document === undefined ? '' : `, Doc. ${document}`}`,
  documentAppealAnswer: ({ says }) =>
    says === 'upheld' ? 'Décision confirmée' : 'Appel irrecevable, la décision reste en vigueur',
  documentDriver: () => 'Pilote',
  documentSession: () => 'Session',
  documentTime: () => 'Heure',
  documentFact: () => 'Fait',
  documentInfringement: () => 'Infraction',
  documentDecision: () => 'Décision',
  documentReason: () => 'Motif',
  documentAppeal: () => "Appel jusqu'à",
  documentContact: ({ other, where, kmh }) =>
    `Contact avec ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Signalé par un pilote',
  documentNoticed: () => 'Relevé par la direction de course',
  documentPenalty: ({ penalty, number, carriedOut, instead }) => {
    const came = carriedOut === undefined ? '' : CARRIED_OUT[carriedOut];
    return `${penalty} (${penaltyName({ number })})${came}${instead === '' ? '' : ` : ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }) =>
    penalty === undefined ? 'Annulée' : `${penaltyName({ number: penalty })} annulée`,
  documentBy: ({ by }) => DECIDED_BY[by],
  listTitle: ({ session }) => `${session} : décisions sans pénalité`,
  listIsEmpty: () => "Aucune n'est encore en vigueur.",
} satisfies Partial<Translation>;
