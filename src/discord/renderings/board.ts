/** A board: the current state of a race, in one message of narrow rows. */
import type { APIActionRowComponent } from 'discord.js';
import type { BoardSession, BoardState, OrderRow } from '../../features/board/board.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { type Button, button } from '../common/button.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { ButtonStyle, ComponentType } from '../common/components.ts';
import { driverName } from '../common/driverName.ts';
import { codeBlock } from '../common/table.ts';
import { escapeText, fitLines, relativeTime } from '../common/text.ts';
import { alignedRows, type Cells } from './boardRows.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

const COLOURS = { running: GREEN, starting: AMBER, stopping: AMBER, stopped: GREY, deaf: RED, unknown: GREY } as const;

/** An always-open server has hundreds of best laps. The full order shows the rest. */
const MOST_ROWS = 40;
const TITLE_LENGTH = 100;
const DUE_LENGTH = 700;
/** Room for the session, the state of the server, and open incidents. */
const REST_LENGTH = 500;

/** What the board shows now, and what it shows once Pitwall has stopped. */
export function boardMessages(state: BoardState, words: Catalogue, now: number) {
  const embed = boardEmbed(state, words);
  const away = `⚪ ${words.boardAway({ time: relativeTime(now) })}`;
  const left = { ...embed, color: GREY, description: [away, embed.description].join('\n') };
  return {
    now: { embeds: [embed], components: boardButtons(state, words) },
    away: { embeds: [left], components: boardButtons(state, words) },
  };
}

function boardEmbed(state: BoardState, words: Catalogue) {
  const { server, name, rows, session, openIncidents, earlierIncidents } = state;
  const isQuiet = state.state !== 'running';
  const due = rows.flatMap((row) => dueLines(row, rows, words));
  const lines = [
    ...(isQuiet ? [`**${words.boardServerState({ state: state.state })}**`] : []),
    ...(session ? [sessionLine(session, words)] : isQuiet ? [] : [words.boardNoSession()]),
    ...(session ? [orderLines(rows, session, words)] : []),
    ...(due.length > 0 ? [fitLines(due, DUE_LENGTH, words)] : []),
    ...(openIncidents > 0 ? [words.boardIncidents({ incidents: openIncidents })] : []),
    ...(earlierIncidents > 0 ? [words.boardEarlierIncidents({ incidents: earlierIncidents })] : []),
  ];
  return {
    title: words.boardTitle({ server: escapeText(name || server, TITLE_LENGTH) }),
    color: COLOURS[state.state],
    description: lines.join('\n'),
  };
}

/** "**Race** · spa · lap 7 of 12" */
export function sessionLine(session: BoardSession, words: Catalogue): string {
  const { name, kind, track, layout } = session;
  const place = [track, layout].filter((each) => each !== '').join(' ');
  const parts = [
    `**${escapeText(name, 60) || words.sessionKind({ kind })}**`,
    escapeText(place, 60),
    ...lengthOf(session, words),
  ];
  return parts.filter((each) => each !== '').join(' · ');
}

function lengthOf({ lap, laps, startsAt, endsAt, isTimeUp, isOver }: BoardSession, words: Catalogue): string[] {
  if (isOver) return [words.boardOver()];
  if (startsAt !== undefined) {
    const length = laps > 0 ? [words.lapCount({ laps })] : [];
    return [...length, words.boardStarts({ time: relativeTime(startsAt) })];
  }
  const driven = lap === undefined ? [] : [words.boardLap({ lap, laps })];
  if (isTimeUp) return [...driven, words.boardTimeIsUp()];
  return endsAt === undefined ? driven : [...driven, words.boardEnds({ time: relativeTime(endsAt) })];
}

function orderLines(rows: readonly OrderRow[], { kind, startsAt }: BoardSession, words: Catalogue): string {
  if (rows.length === 0) return words.boardNobody();
  const shown = rows.slice(0, MOST_ROWS);
  const gapOf = (row: OrderRow, index: number): string => {
    if (kind !== 'race') return bestOrGap(row, index, words);
    return startsAt === undefined ? gapInRace(row, index, words) : '';
  };
  const cells = shown.map(
    (row, index): Cells => ({
      place: String(index + 1),
      number: row.number ?? '',
      driver: row,
      gap: gapOf(row, index),
      flag: flagOf(row, words),
    }),
  );
  const left = rows.length - shown.length;
  const lines = [...alignedRows(cells, words), ...(left > 0 ? [words.linesLeftOut({ left })] : [])];
  return codeBlock(fitLines(lines, DESCRIPTION_LENGTH - DUE_LENGTH - REST_LENGTH, words));
}

function gapInRace({ gap, isOut, isDisqualified }: OrderRow, index: number, words: Catalogue): string {
  if (isDisqualified) return '';
  if (index === 0) return words.orderLeader();
  return gap === undefined || isOut ? '' : words.gapOnTrack(gap);
}

function bestOrGap({ bestLapMs, gap }: OrderRow, index: number, words: Catalogue): string {
  if (bestLapMs === undefined) return '';
  return index === 0 || gap?.ms === undefined ? words.lapTime({ ms: bestLapMs }) : words.gapInTime({ ms: gap.ms });
}

/** If several apply, the one that best explains the rest of the row. */
export function flagOf(row: OrderRow, words: Catalogue): string {
  const [due] = row.toServe;
  if (row.isDisqualified) return words.orderFlag({ of: 'disqualified' });
  if (row.isOut) return words.orderFlag({ of: 'out' });
  if (row.isInPits) return words.orderFlag({ of: 'pits' });
  if (due) return words.orderFlag({ of: due.type });
  if (row.addedS !== undefined) return `+${row.addedS}s`;
  return row.isFinished ? words.orderFlag({ of: 'finished' }) : '';
}

const dueLines = (row: OrderRow, rows: readonly OrderRow[], words: Catalogue): string[] =>
  row.toServe.map((due) => `**${driverName(row, words, rows)}**: ${words.boardToServe(due)}`);

function boardButtons({ server }: BoardState, words: Catalogue): APIActionRowComponent<Button>[] {
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        button(words.boardFullOrder(), 'server order', server, ButtonStyle.Primary),
        button(words.boardMyFile(), 'me', server),
        button(words.boardReport(), 'report', server),
      ],
    },
  ];
}
