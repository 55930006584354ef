import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Amendment, Classification, ClassificationRow } from '../../events/classification.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { sessionName } from '../../texts/names.ts';
import { reasonIn } from '../../texts/reasons.ts';
import { BLUE, GREEN } from '../common/colours.ts';
import { driverName, fullName } from '../common/driverName.ts';
import { escapeText, fitLines, lapTime, plainText } from '../common/text.ts';
import { FIELD_LENGTH } from './limits.ts';

/** Leaves room for the penalties within the 6000 characters of an embed. */
const TABLE_LENGTH = 3000;

/** The table of a result, with what penalties have done to it. */
export function classificationEmbed(classification: Classification, words: Catalogue): APIEmbed {
  const { name, kind, rows, amendments, final, continuedBy } = classification;
  if (continuedBy !== undefined) {
    const goesOn = { session: escapeText(name, 80), as: sessionName({ id: continuedBy }) };
    return { color: BLUE, title: words.resultElsewhereTitle(goesOn), description: words.resultElsewhere(goesOn) };
  }
  const leaderLaps = kind === 'race' ? Math.max(0, ...rows.map(({ laps }) => laps)) : undefined;
  const lines = rows
    .filter(({ laps, position }) => laps > 0 || position !== undefined)
    .map((row) => rowLine(row, { rows, leaderLaps, words }));
  return {
    title: words.resultTitle({ session: escapeText(name, 80), final: final !== undefined }),
    color: final ? GREEN : BLUE,
    description: fitLines(lines.length === 0 ? [words.nobodyClassified()] : lines, TABLE_LENGTH, words),
    fields: amendments.length === 0 ? undefined : [amendmentsField(amendments, rows, words)],
    footer: { text: footer(classification, words) },
  };
}

interface Table {
  readonly rows: readonly ClassificationRow[];
  /** In a race. */
  readonly leaderLaps?: number;
  readonly words: Catalogue;
}

function rowLine(row: ClassificationRow, { rows, leaderLaps, words }: Table): string {
  const { position, laps, timeMs, penaltyMs, penaltyLaps, disqualified } = row;
  const place = position === undefined ? (disqualified ? words.disqualifiedShort() : '–') : `${position}\\.`;
  const behind = leaderLaps === undefined ? 0 : leaderLaps - laps;
  const parts = [
    `**${fullName(row, rows)}**`,
    ...(behind > 0 ? [words.lapsBehind({ laps: behind })] : []),
    timeMs === undefined ? words.noTime() : lapTime(timeMs),
    ...(penaltyMs > 0 ? [`+${penaltyMs / 1000} s`] : []),
    ...(penaltyLaps > 0 ? [words.lapsTakenOff({ laps: penaltyLaps })] : []),
  ];
  return `${place} ${parts.join(' · ')}${moved(row)}`;
}

function moved({ before, position }: ClassificationRow): string {
  if (before === undefined || position === undefined || before === position) return '';
  return before < position ? ` ▼${position - before}` : ` ▲${before - position}`;
}

function amendmentsField(
  amendments: readonly Amendment[],
  rows: readonly ClassificationRow[],
  words: Catalogue,
): APIEmbedField {
  const lines = amendments.map((amendment) => amendmentLine(amendment, rows, words));
  return { name: words.penaltiesTitle(), value: fitLines(lines, FIELD_LENGTH, words) };
}

function amendmentLine(amendment: Amendment, rows: readonly ClassificationRow[], words: Catalogue): string {
  const { penalty, guid, name, type, seconds, from, to } = amendment;
  const reason = reasonIn(words, amendment);
  const row = rows.find((each) => each.guid === guid);
  const who = row ? driverName({ ...row, name }, rows, 40) : escapeText(name, 40);
  const what = type === 'time' ? `+${seconds} s` : words.disqualified();
  const places = from === undefined || from === to ? '' : ` (${words.placesMoved({ from, to })})`;
  return `${penalty} ${who} ${what}${places}${reason === '' ? '' : `: ${escapeText(reason, 80)}`}`;
}

function footer({ id, source, final }: Classification, words: Catalogue): string {
  const session = id === undefined ? undefined : sessionName({ id });
  const how = words.resultSource({ session, ownLaps: source === 'own laps' });
  return `${how} · ${final ? words.finalBy({ by: plainText(final.by, 60) }) : words.notFinalYet()}`;
}
