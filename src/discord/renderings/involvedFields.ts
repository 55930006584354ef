/** Admins who judged an incident that they were involved in, each with the reason they gave. */
import type { APIEmbedField } from 'discord.js';
import type { Incident } from '../../events/incident.ts';
import { english } from '../../texts/english/index.ts';
import { escapeText, fitLines } from '../common/text.ts';

/** An embed with many drivers, contacts and decisions has little room left. */
const ROOM = 300;

export function involvedFields({ decisions, history }: Incident): APIEmbedField[] {
  const acts = [...history, ...decisions].sort((one, other) => one.at - other.at);
  const lines = acts.flatMap(({ by, despite }) =>
    despite === undefined
      ? []
      : [`⚖️ ${escapeText(by, 24)} (admin) judged despite being involved: ${escapeText(despite, 100)}`],
  );
  if (lines.length === 0) return [];
  return [{ name: 'Involved', value: fitLines([...new Set(lines)], ROOM, english) }];
}
