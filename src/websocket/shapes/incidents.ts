import type { AnswerOf } from '../../command/answer.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { nameOf, standingInWords, verdictInWords } from '../../texts/incidents.ts';
import { failure, type JsonFrame } from './shape.ts';

/** In words for whoever reads, in fields for whoever counts; no original client knows incidents. */
export const incidentAnswers = {
  incident: ({ incident }: AnswerOf<'incident'>): readonly JsonFrame[] => [
    { data: { msg: incidentLabel(incident), incident } },
  ],
  incidents: ({ incidents }: AnswerOf<'incidents'>): readonly JsonFrame[] => [
    { data: { msg: incidents.map(incidentLabel).join('\n') || 'There has been no incident.', incidents } },
  ],
  whichDriver: ({ incident }: AnswerOf<'whichDriver'>): readonly JsonFrame[] => [
    failure(`Say which driver: "incident decide ${incident.number} <driver> <verdict>".`),
  ],
  decided: ({ incident, verdict, note }: AnswerOf<'decided'>): readonly JsonFrame[] => {
    const standing = standingInWords(verdict);
    const what = `${nameOf(incident)}: ${verdictInWords(verdict)} for ${verdict.driver.name}${standing && ` (${standing})`}`;
    return [{ data: { msg: [what, ...(note === undefined ? [] : [note])].join('\n'), incident, verdict } }];
  },
};
