import type { AnswerOf } from '../../command/answer.ts';
import { english } from '../../texts/english/index.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { incidentName } from '../../texts/names.ts';
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
    const standing = english.verdictStanding(verdict);
    const what = `${incidentName(incident)}: ${english.verdict(verdict)} for ${verdict.driver.name}${standing && ` (${standing})`}`;
    return [{ data: { msg: [what, ...(note === undefined ? [] : [note])].join('\n'), incident, verdict } }];
  },
};
