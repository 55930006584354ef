import type { APIEmbed } from 'discord.js';
import type { Amendment, Classification, ClassificationRow } from '../../events/classification.ts';
import { driverName, fullName } from '../common/driverName.ts';
import { escapeText, fitLines, lapTime, plainText } from '../common/text.ts';

/** The table of a result, with what penalties have done to it. */
export function classificationEmbed(classification: Classification): APIEmbed {
  const { name, session, kind, rows, amendments, final, source } = classification;
  const leaderLaps = Math.max(0, ...rows.map(({ laps }) => laps));
  const lines = rows
    .filter(({ laps, position }) => laps > 0 || position !== undefined)
    .map((row) => rowLine(row, { rows, ...(kind === 'race' ? { leaderLaps } : {}) }));
  return {
    title: `${escapeText(name, 80)}: ${final ? 'final' : 'provisional'} result`,
    color: final ? 0x3ba55d : 0x5865f2,
    description: fitLines(lines.length === 0 ? ['Nobody is classified.'] : lines, 3000),
    ...(amendments.length === 0
      ? {}
      : {
          fields: [
            {
              name: 'Penalties',
              value: fitLines(
                amendments.map((amendment) => amendmentLine(amendment, rows)),
                1024,
              ),
            },
          ],
        }),
    footer: { text: footer({ session, source, final }) },
  };
}

interface Table {
  readonly rows: readonly ClassificationRow[];
  /** In a race. */
  readonly leaderLaps?: number;
}

function rowLine(row: ClassificationRow, { rows, leaderLaps }: Table): string {
  const { position, laps, timeMs, penaltyMs, penaltyLaps, disqualified } = row;
  const place = position === undefined ? (disqualified ? 'DSQ' : '–') : `${position}\\.`;
  const behind = leaderLaps === undefined ? 0 : leaderLaps - laps;
  const parts = [
    `**${fullName(row, rows)}**`,
    ...(behind > 0 ? [`+${behind} ${behind === 1 ? 'lap' : 'laps'}`] : []),
    ...(timeMs === undefined ? ['no time'] : [lapTime(timeMs)]),
    ...(penaltyMs > 0 ? [`+${penaltyMs / 1000} s`] : []),
    ...(penaltyLaps > 0 ? [`−${penaltyLaps} ${penaltyLaps === 1 ? 'lap' : 'laps'}`] : []),
  ];
  return `${place} ${parts.join(' · ')}${moved(row)}`;
}

function moved({ before, position }: ClassificationRow): string {
  if (before === undefined || position === undefined || before === position) return '';
  return before < position ? ` ▼${position - before}` : ` ▲${before - position}`;
}

function amendmentLine(amendment: Amendment, rows: readonly ClassificationRow[]): string {
  const { penalty, guid, name, type, seconds, reason, from, to } = amendment;
  const row = rows.find((each) => each.guid === guid);
  const who = row ? driverName({ ...row, name }, rows, 40) : escapeText(name, 40);
  const what = type === 'time' ? `+${seconds} s` : 'disqualified';
  const places = from === undefined || from === to ? '' : ` (P${from} → ${to === undefined ? 'out' : `P${to}`})`;
  return `${penalty} ${who} ${what}${places}${reason === '' ? '' : `: ${escapeText(reason, 80)}`}`;
}

function footer({ session, source, final }: Pick<Classification, 'session' | 'source' | 'final'>): string {
  const how = source === 'own laps' ? "by Pitwall's own laps" : 'by the results file';
  const state = final ? `final, by ${plainText(final.by, 60)}` : 'follows decisions until it is final';
  return `Session ${session} · ${how} · ${state}`;
}
