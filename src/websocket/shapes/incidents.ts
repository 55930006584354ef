import type { AnswerOf } from '../../command/answer.ts';
import { decidedLines } from '../../texts/decisions.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { incidentName } from '../../texts/names.ts';
import { proposedLines } from '../../texts/proposals.ts';
import type { JsonFrame } from './shape.ts';

/** In words for whoever reads, in fields for whoever counts; no original client knows incidents. */
export const incidentAnswers = {
  incident: ({ incident }: AnswerOf<'incident'>): readonly JsonFrame[] => [
    { data: { msg: incidentLabel(incident), incident } },
  ],
  picture: ({ incident, picture: { name, base64, alt } }: AnswerOf<'picture'>): readonly JsonFrame[] => [
    { data: { msg: alt, picture: { incident, name, alt, base64 } } },
  ],
  incidents: ({ incidents }: AnswerOf<'incidents'>): readonly JsonFrame[] => [
    { data: { msg: incidents.map(incidentLabel).join('\n') || 'There has been no incident.', incidents } },
  ],
  discussion: ({ incident, thread }: AnswerOf<'discussion'>): readonly JsonFrame[] => [
    { data: { msg: `${incidentName(incident)} is being discussed on Discord.`, incident: incident.number, thread } },
  ],
  decided: ({ incident, decisions, penalties, proposal, note }: AnswerOf<'decided'>): readonly JsonFrame[] => {
    const lines = [...decidedLines({ incident, decisions, penalties }), ...proposedLines(proposal)];
    const msg = [...lines, ...(note === undefined ? [] : [note])].join('\n');
    return [{ data: { msg, incident, decisions, proposal } }];
  },
};
