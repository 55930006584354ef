import type { AnswerOf } from '../../command/answer.ts';
import { joined, plain } from '../../kit/sentence.ts';
import { decidedLines } from '../../texts/decisions.ts';
import { english } from '../../texts/english/index.ts';
import { incidentLabel } from '../../texts/incidentLabels.ts';
import { incidentName } from '../../texts/names.ts';
import { proposedLines, settledLines } from '../../texts/proposals.ts';
import { type JsonFrame, message } from './shape.ts';

/** As text for people and as fields for programs: no original client knows incidents. */
export const incidentAnswers = {
  incident: ({ incident }: AnswerOf<'incident'>): readonly JsonFrame[] => [
    { data: { msg: incidentLabel(incident), incident } },
  ],
  picture: ({ incident, picture: { name, base64, alt } }: AnswerOf<'picture'>): readonly JsonFrame[] => [
    { data: { msg: alt, picture: { incident, name, alt, base64 } } },
  ],
  incidents: ({ incidents, more, isOfDriver, line }: AnswerOf<'incidents'>): readonly JsonFrame[] => {
    const lines = [...incidents.map(incidentLabel), ...restOf({ incidents, more, isOfDriver, line })];
    const msg = lines.join('\n') || 'There has been no incident.';
    return [{ data: { msg, incidents, more: more === 0 ? undefined : (more ?? 'some') } }];
  },
  discussion: ({ incident, thread }: AnswerOf<'discussion'>): readonly JsonFrame[] => [
    { data: { msg: `${incidentName(incident)} is being discussed on Discord.`, incident: incident.number, thread } },
  ],
  decided: ({ incident, decisions, penalties, proposal, note }: AnswerOf<'decided'>): readonly JsonFrame[] => {
    const lines = [...decidedLines({ incident, decisions, penalties }), ...proposedLines(proposal)];
    const msg = [...lines, ...(note === undefined ? [] : [plain(note)])].join('\n');
    return [{ data: { msg, incident, decisions, proposal } }];
  },
  settled: ({ proposal, note }: AnswerOf<'settled'>): readonly JsonFrame[] => [
    message(joined(settledLines(proposal, note), '\n')),
  ],
};

/** How to see the ones that follow. */
function restOf({ incidents, more, isOfDriver, line }: Omit<AnswerOf<'incidents'>, 'kind'>): readonly string[] {
  const [last] = incidents.slice(-1);
  if (more === 0 || !last) return [];
  const how = `"${line} ${incidentName(last)}"`;
  return [english.listGoesOn({ left: more, how, mayNameDriver: !isOfDriver })];
}
